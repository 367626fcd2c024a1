package langs

import (
	"sort"
	"unicode"

	"github.com/kilas-news/kilas"
)

// script is a writing system, as far as it matters for the choice of a
// language.
type script uint8

const (
	noScript script = iota
	latin
	cyrillic
	arabic
	devanagari
	greek
	armenian
	hebrew
	thaana
	bengali
	gurmukhi
	gujarati
	oriya
	tamil
	telugu
	kannada
	malayalam
	sinhala
	thai
	lao
	tibetan
	myanmar
	georgian
	hangul
	ethiopic
	khmer
	kana
	han
	scriptCount
)

// scriptRanges are the blocks of Unicode that hold the letters of each script.
var scriptRanges = []struct {
	first, last rune
	script      script
}{
	{'A', 0x02AF, latin}, {0x0300, 0x036F, noScript}, {0x0370, 0x03FF, greek}, {0x0400, 0x052F, cyrillic},
	{0x0530, 0x058F, armenian}, {0x0590, 0x05FF, hebrew}, {0x0600, 0x06FF, arabic}, {0x0750, 0x077F, arabic},
	{0x0780, 0x07BF, thaana}, {0x08A0, 0x08FF, arabic}, {0x0900, 0x097F, devanagari}, {0x0980, 0x09FF, bengali},
	{0x0A00, 0x0A7F, gurmukhi}, {0x0A80, 0x0AFF, gujarati}, {0x0B00, 0x0B7F, oriya}, {0x0B80, 0x0BFF, tamil},
	{0x0C00, 0x0C7F, telugu}, {0x0C80, 0x0CFF, kannada}, {0x0D00, 0x0D7F, malayalam}, {0x0D80, 0x0DFF, sinhala},
	{0x0E00, 0x0E7F, thai}, {0x0E80, 0x0EFF, lao}, {0x0F00, 0x0FFF, tibetan}, {0x1000, 0x109F, myanmar},
	{0x10A0, 0x10FF, georgian}, {0x1100, 0x11FF, hangul}, {0x1200, 0x139F, ethiopic}, {0x1780, 0x17FF, khmer},
	{0x1E00, 0x1EFF, latin}, {0x1F00, 0x1FFF, greek}, {0x2D80, 0x2DDF, ethiopic}, {0x3040, 0x30FF, kana},
	{0x3400, 0x4DBF, han}, {0x4E00, 0x9FFF, han}, {0xA8E0, 0xA8FF, devanagari}, {0xAC00, 0xD7AF, hangul},
	{0xF900, 0xFAFF, han}, {0xFB50, 0xFDFF, arabic}, {0xFE70, 0xFEFE, arabic}, {0xFF66, 0xFF9F, kana},
	{0x20000, 0x323AF, han},
}

// scriptOf returns the script of a letter or of a mark that belongs to one.
func scriptOf(r rune) script {
	if r < 0x80 {
		if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' {
			return latin
		}
		return noScript
	}
	if !unicode.IsLetter(r) && !unicode.IsMark(r) {
		return noScript
	}
	i := sort.Search(len(scriptRanges), func(i int) bool { return scriptRanges[i].last >= r })
	if i == len(scriptRanges) || r < scriptRanges[i].first {
		return noScript
	}
	return scriptRanges[i].script
}

// scriptWeight is how many letters of an alphabet a sign stands for.
func (s script) weight() float64 {
	switch s {
	case han:
		return 2.5
	case hangul, kana:
		return 1.5
	}
	return 1
}

// scriptLangs are the languages of the scripts that decide without n-grams,
// the usual one first. The others must show their letters or words.
var scriptLangs = map[script][]kilas.Lang{
	greek: {"el"}, armenian: {"hy"}, hebrew: {"he", "yi"}, thaana: {"dv"}, bengali: {"bn", "as"},
	gurmukhi: {"pa"}, gujarati: {"gu"}, oriya: {"or"}, tamil: {"ta"}, telugu: {"te"}, kannada: {"kn"},
	malayalam: {"ml"}, sinhala: {"si"}, thai: {"th"}, lao: {"lo"}, tibetan: {"bo"}, myanmar: {"my"},
	georgian: {"ka"}, hangul: {"ko"}, ethiopic: {"am", "ti"}, khmer: {"km"},
	kana: {"ja"}, han: {"zh", "zh-hant", "ja"},
}

// ngramScripts are the scripts that need n-grams to tell their languages.
var ngramScripts = map[script]string{
	latin: "latin", cyrillic: "cyrillic", arabic: "arabic", devanagari: "devanagari",
}

// Characters that only one way of writing Chinese characters uses: the
// simplified Chinese, the traditional Chinese and the Japanese.
const (
	simplifiedOnly  = "这们来说时为对发经过还个样开关问间见长门后动东车书买乐习亿从仅价优传伤体债倾兰兴军农冲决况净减凤刘则创别劳势务协单卖卢压厂厅历县参双变叶听吴员响哑团园围图圆坏块坚坛场报够头夹夺奖妇孙宁实审宪宫宽宾对导尔尘岁岛峡币师帐帮庄庆库应庙废弃张弹强归当录彻径忆忧怀态总恋恶悬惊惧惨惯愿战户扑执扩扫扬扰抚抛抢护担拟拥择挂挤挥损换据掷摄摆击敌数斋斗断无旧显晋晓暂术机杀杂权条杨极构枪标栋栏树桥检楼欢欧残毁毕毙气汇汉汤沟没沪泪泽洁济浅测浓涛涝润涨渐渔湾湿满滚灭灯灵灾炉点炼热爱爷牵犹狱猎玛环现琐电画疗疯监盖盗盘着矿码确础离种积称稳穷窃竞笔筑签简粮紧纠红约级纪纯纲纳纵纷纸纹线练组细织终绍结绕绘给络绝统继绩续维绿综缓编缘缩网罗罚职联聪肃肠肤肿胁胜脉脑脚脱脸艰艺节芦苏范荐荣药获莲营萧蓝虑虽补装见观规视览觉触誉计订认讨让训议讯记讲许论设访证评识诉词译试诗诚话诞询该详语误请诸读课谁调谈谋谓谢谣负财责败货质贩贪购贫贯贴费贺资赋赌赏赔赖赚赛赞赢赵赶趋跃踪轨转轮软轰轻载较辆辈辉输辖边达迁运进远违连迟适选递逻遗邮郑邻采释里钟钢钱铁铃银链销锁错键镇镜长闪闭闯闲间闹闻阅队阳阴阵阶际陆陈险随隐难静页顶项顺须顾顿预领频题颜额风飞饭饮饰馆马驱驻驾验骂骗鱼鲁鲜鸟鸡鸣麦黄齐龙龟"
	traditionalOnly = "這們來說時為對發經過還個樣開關問間見長門後動東車書買樂習億從僅價優傳傷體債傾蘭興軍農衝決況淨減鳳劉則創別勞勢務協單賣盧壓廠廳歷縣參雙變葉聽吳員響啞團園圍圖圓壞塊堅壇場報夠頭夾奪獎婦孫寧實審憲宮寬賓導爾塵歲島峽幣師帳幫莊慶庫應廟廢棄張彈強歸當錄徹徑憶憂懷態總戀惡懸驚懼慘慣願戰戶撲執擴掃揚擾撫拋搶護擔擬擁擇掛擠揮損換據擲攝擺擊敵數齋鬥斷無舊顯晉曉暫術機殺雜權條楊極構槍標棟欄樹橋檢樓歡歐殘毀畢斃氣匯漢湯溝沒滬淚澤潔濟淺測濃濤潤漲漸漁灣濕滿滾滅燈靈災爐點煉熱愛爺牽猶獄獵瑪環現電畫療瘋監蓋盜盤礦碼確礎離種積稱穩窮竊競筆築簽簡糧緊糾紅約級紀純綱納縱紛紙紋線練組細織終紹結繞繪給絡絕統繼績續維綠綜緩編緣縮網羅罰職聯聰肅腸膚腫脅勝脈腦腳脫臉艱藝節蘆蘇範薦榮藥獲蓮營蕭藍慮雖補裝觀規視覽覺觸譽計訂認討讓訓議訊記講許論設訪證評識訴詞譯試詩誠話誕詢該詳語誤請諸讀課誰調談謀謂謝謠負財責敗貨質販貪購貧貫貼費賀資賦賭賞賠賴賺賽贊贏趙趕趨躍蹤軌轉輪軟轟輕載較輛輩輝輸轄邊達遷運進遠違連遲適選遞邏遺郵鄭鄰採釋裡鐘鋼錢鐵鈴銀鏈銷鎖錯鍵鎮鏡閃閉闖閒鬧聞閱隊陽陰陣階際陸陳險隨隱難靜頁頂項順須顧頓預領頻題顏額風飛飯飲飾館馬驅駐駕驗罵騙魚魯鮮鳥雞鳴麥黃齊龍龜臺灣"
	japaneseOnly    = "円駅県働込広発売対図団転経済価読応択続黒塩歳戦焼労営栄検険験権観覚総帰関児沢畑峠枠匂辻桜浜仏伝働処抜挙桟渋渓畳疎砕竜粋聴舎芸薬訳謡豊軽辺逓郷鉄銭録陥隣霊顔鶏麺黙歯齢"
)
