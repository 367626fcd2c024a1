package translit

import "strings"

var devanagariConsonants = table(`
क=k ख=kh ग=g घ=gh ङ=n च=ch छ=chh ज=j झ=jh ञ=n ट=t ठ=th ड=d ढ=dh ण=n त=t थ=th द=d ध=dh न=n प=p फ=f ब=b भ=bh म=m य=y र=r ल=l व=v
श=sh ष=sh स=s ह=h ळ=l क़=q ख़=kh ग़=g ज़=z ड़=r ढ़=rh फ़=f
`)

var devanagariVowels = table(`
अ=a आ=a इ=i ई=i उ=u ऊ=u ऋ=ri ए=e ऐ=ai ऑ=o ऍ=e ओ=o औ=au ा=a ि=i ी=i ु=u ू=u ृ=ri े=e ै=ai ॉ=o ॅ=e ो=o ौ=au ं=n ँ=n ः=h ्= ़=
`)

// writeDevanagari writes a consonant with its vowel sign, or with the "a"
// that it has when no sign, virama or end of word follows.
func writeDevanagari(b *strings.Builder, runes []rune) int {
	if vowel, ok := devanagariVowels[runes[0]]; ok {
		b.WriteString(vowel)
		return 1
	}
	consonant, ok := devanagariConsonants[runes[0]]
	if !ok {
		b.WriteRune(runes[0])
		return 1
	}
	b.WriteString(consonant)
	n := 1
	if n < len(runes) && runes[n] == '़' {
		n++
	}
	if n < len(runes) && devanagariConsonants[runes[n]] != "" {
		b.WriteByte('a')
	}
	return n
}

var thaiLetters = table(`
ก=k ข=kh ฃ=kh ค=kh ฅ=kh ฆ=kh ง=ng จ=ch ฉ=ch ช=ch ซ=s ฌ=ch ญ=y ฎ=d ฏ=t ฐ=th ฑ=th ฒ=th ณ=n ด=d ต=t ถ=th ท=th ธ=th น=n บ=b ป=p ผ=ph ฝ=f พ=ph ฟ=f ภ=ph ม=m ย=y
ร=r ล=l ว=w ศ=s ษ=s ส=s ห=h ฬ=l อ=o ฮ=h ฤ=ri ะ=a ั=a า=a ำ=am ิ=i ี=i ึ=ue ื=ue ุ=u ู=u เ=e แ=ae โ=o ใ=ai ไ=ai ็= ่= ้= ๊= ๋= ์= ๆ= ํ=
`)

// writeThai writes a vowel that stands before its consonant after it, and
// drops a consonant that is silenced.
func writeThai(b *strings.Builder, runes []rune) int {
	if strings.ContainsRune("เแโใไ", runes[0]) && len(runes) > 1 {
		b.WriteString(thaiLetters[runes[1]])
		b.WriteString(thaiLetters[runes[0]])
		return 2
	}
	if len(runes) > 1 && runes[1] == '์' {
		return 2
	}
	latin, ok := thaiLetters[runes[0]]
	if !ok {
		b.WriteRune(runes[0])
		return 1
	}
	b.WriteString(latin)
	return 1
}

const (
	hangulFirst  = 0xAC00
	hangulLast   = 0xD7A3
	hangulVowels = 21
	hangulFinals = 28
)

// The letters of Hangul in the order of Unicode (section 3.12), in the
// spelling of the Revised Romanization.
var (
	hangulInitial = strings.Split("g,kk,n,d,tt,r,m,b,pp,s,ss,,j,jj,ch,k,t,p,h", ",")
	hangulVowel   = strings.Split("a,ae,ya,yae,eo,e,yeo,ye,o,wa,wae,oe,yo,u,wo,we,wi,yu,eu,ui,i", ",")
	hangulFinal   = strings.Split(",k,k,k,n,n,n,t,l,k,m,l,l,l,p,l,m,p,p,t,t,ng,t,t,k,t,p,t", ",")
)

func writeHangul(b *strings.Builder, r rune) {
	n := int(r - hangulFirst)
	b.WriteString(hangulInitial[n/(hangulVowels*hangulFinals)])
	b.WriteString(hangulVowel[n/hangulFinals%hangulVowels])
	b.WriteString(hangulFinal[n%hangulFinals])
}

var kana = table(`
ア=a イ=i ウ=u エ=e オ=o カ=ka キ=ki ク=ku ケ=ke コ=ko サ=sa シ=shi ス=su セ=se ソ=so タ=ta チ=chi ツ=tsu テ=te ト=to ナ=na ニ=ni ヌ=nu ネ=ne ノ=no
ハ=ha ヒ=hi フ=fu ヘ=he ホ=ho マ=ma ミ=mi ム=mu メ=me モ=mo ヤ=ya ユ=yu ヨ=yo ラ=ra リ=ri ル=ru レ=re ロ=ro ワ=wa ヰ=i ヱ=e ヲ=o ン=n
ガ=ga ギ=gi グ=gu ゲ=ge ゴ=go ザ=za ジ=ji ズ=zu ゼ=ze ゾ=zo ダ=da ヂ=ji ヅ=zu デ=de ド=do バ=ba ビ=bi ブ=bu ベ=be ボ=bo パ=pa ピ=pi プ=pu ペ=pe ポ=po ヴ=vu
ァ=a ィ=i ゥ=u ェ=e ォ=o ャ=ya ュ=yu ョ=yo ッ= ー=
`)

// writeKana writes a syllable; a small vowel replaces the vowel before it
// ("ティ" is ti), Hiragana are read as Katakana.
func writeKana(b *strings.Builder, runes []rune) int {
	syllable, ok := kana[katakana(runes[0])]
	if !ok {
		b.WriteRune(runes[0])
		return 1
	}
	if len(runes) > 1 && strings.ContainsRune("ァィゥェォャュョ", katakana(runes[1])) && len(syllable) > 1 {
		b.WriteString(syllable[:len(syllable)-1])
		b.WriteString(kana[katakana(runes[1])])
		return 2
	}
	b.WriteString(syllable)
	return 1
}

func katakana(r rune) rune {
	if r >= 'ぁ' && r <= 'ゖ' {
		return r + 'ァ' - 'ぁ'
	}
	return r
}
