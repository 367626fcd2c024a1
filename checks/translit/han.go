package translit

import "strings"

// transcribing has the Chinese characters that names are written with, foreign
// and Chinese ones, by what they stand for in Latin letters; of sounds that
// Chinese lacks, what is meant. The choice follows the transcription tables of
// Xinhua.
var transcribing = bySound(`
a=阿 ai=埃艾爱 an=安 an=昂 ao=奥 ba=巴 bai=拜 ban=班邦 bao=鲍 bei=贝北 ben=本 bi=比 bin=宾 bo=博波伯勃玻 b=布卜
cha=查 che=车切 chi=奇齐 chia=恰 chao=乔 chun=琼 chen=陈程 cai=蔡 cao=曹 d=德 da=达 dai=戴 dan=丹 dao=道 de=得 den=邓登 di=迪蒂狄 din=丁 don=东栋董 du=杜 dun=敦顿 do=多
en=恩 r=尔 fa=法 fan=范凡 fei=费菲 fen=芬 fen=冯丰 fo=福佛 f=弗夫 fu=富傅 ga=加 gai=盖 gan=甘冈 gao=高 go=戈 g=格 gen=根 gu=古 gua=瓜 guo=果郭 guan=广关
ha=哈 hai=海 han=汉韩 hao=豪 he=赫何 hen=亨 hon=洪 hu=胡 wa=华瓦 huo=霍 wi=惠 huan=黄 ji=吉基季 jia=贾嘉 jian=简蒋江 jie=杰 jin=金京津 jun=君军
ka=卡 kai=凯开 kan=坎康 kao=考 ko=科 k=克 ken=肯 kon=孔 ku=库 kun=昆 kuo=阔 kui=奎魁 la=拉腊喇 lai=莱赖 lan=兰朗 lao=劳 le=勒 lei=雷蕾 li=利里莉丽李黎 lian=连梁 lie=列 lin=林琳 lin=玲 liu=柳刘留 lon=龙隆
lu=卢鲁路露吕 lun=伦 lo=罗洛萝 ma=马玛 mai=迈麦 man=曼 man=芒 mao=毛 mei=梅美 men=门 men=蒙孟 mi=米 min=明敏 mo=莫摩默 mu=穆 m=姆 na=纳娜那 nai=奈 nan=南楠 nei=内 ni=尼妮 niu=纽 non=农 nu=努 no=诺 ou=欧
pa=帕 pai=派 pan=潘 pan=庞 pei=佩裴 pen=彭 pi=皮 pin=平 po=坡珀 p=普 zhan=让 zhe=热 zh=日 zhu=茹 zho=若 rui=瑞 ren=任 sa=萨 sai=塞赛 san=桑 se=瑟 sen=森 sha=沙莎 shan=尚上山 shao=肖绍 she=舍 shen=申沈 shen=圣盛 sh=什施史石
shu=舒 s=斯思丝 son=松宋 su=苏素 sun=孙 so=索 ta=塔 tai=泰台 tan=坦谭 tan=汤唐 tao=陶 t=特 ten=滕 ti=提缇 tin=廷 ton=通 tu=图土 to=托 tian=天田 wai=怀 wan=万王湾 wan=旺 wei=维威韦薇魏 wen=文温 wo=沃 wu=乌伍武吴 v=沃
si=西希锡席习 sia=夏 siao=萧 sin=辛欣新 siu=休修 sue=雪 su=徐许 sie=谢 ya=亚雅 yan=扬杨阳延 ye=耶叶 yi=伊依易 yin=因英 yin=英 you=尤 yu=于余 yo=约 yuan=袁 yun=云 za=扎 ze=泽 zen=曾 zhan=詹 zhan=章张 zhe=哲 zhen=真郑 zhi=治 zhu=朱 zho=卓 zhou=周 zhao=赵 zhon=钟 zi=兹 ts=茨 zon=宗 zo=佐 zu=祖
`)

func bySound(entries string) map[rune]string {
	m := map[rune]string{}
	for _, e := range strings.Fields(entries) {
		sound, characters, _ := strings.Cut(e, "=")
		for _, r := range characters {
			if m[r] == "" {
				m[r] = sound
			}
		}
	}
	return m
}

// Transcribed returns what a Chinese text has of names by their sound, in Latin
// letters; a space stands for what is no name.
func Transcribed(text string) string {
	var b strings.Builder
	apart := true
	for _, r := range text {
		if latin, ok := transcribing[r]; ok {
			b.WriteString(latin)
			apart = false
		} else if !apart {
			b.WriteByte(' ')
			apart = true
		}
	}
	return strings.TrimSpace(b.String())
}
