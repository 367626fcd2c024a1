package translit

import "strings"

// letters is Cyrillic, Greek, Arabic and Hebrew, letter by letter.
var letters = table(`
а=a б=b в=v г=g д=d е=e ё=yo ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya
і=i ї=yi є=ye ґ=g ў=u ј=j љ=lj њ=nj ћ=c ђ=dj џ=dz ѓ=gj ќ=kj ә=a ө=o ү=u ұ=u қ=q ғ=g ң=ng һ=h
α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o ά=a έ=e ή=i ί=i ό=o ύ=y ώ=o
ا=a أ=a إ=i آ=a ب=b ت=t ث=th ج=j ح=h خ=kh د=d ذ=dh ر=r ز=z س=s ش=sh ص=s ض=d ط=t ظ=z ع= غ=gh ف=f ق=q ك=k ل=l م=m ن=n ه=h و=w ي=y ى=a ة=a ء= ئ=e ؤ=o
پ=p چ=ch ژ=zh گ=g ڤ=v ک=k ی=y ہ=h ٹ=t ڈ=d ڑ=r ں=n ے=e ھ=h
א=a ב=b ג=g ד=d ה=h ו=v ז=z ח=h ט=t י=y כ=k ך=k ל=l מ=m ם=m נ=n ן=n ס=s ע=a פ=p ף=f צ=ts ץ=ts ק=k ר=r ש=sh ת=t
`)

// table reads entries "x=latin" separated by white space.
func table(entries string) map[rune]string {
	m := map[rune]string{}
	for _, e := range strings.Fields(entries) {
		from, to, _ := strings.Cut(e, "=")
		for _, r := range from {
			m[r] = to
		}
	}
	return m
}
