package langs
import "testing"
func TestX(t *testing.T){
 for _,s:=range []string{"en_US","in","iw","zh-TW","zh_CN","zh-Hant-HK","id_ID.UTF-8","ind","no","fil","tl","sr-Latn","sh","mo","x-default","C","english","und","pt-BR","ms-MY","msa","jw","az-Cyrl","pa-PK","yue","POSIX","nn","ckb","zh","id-ID, en"} { l,ok:=Parse(s); t.Log(s,l,ok,Name(l),NativeName(l),RightToLeft(l)) }
}
