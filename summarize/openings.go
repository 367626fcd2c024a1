package summarize

import (
	"strings"

	"github.com/kilas-news/kilas"
)

// opening tells whether a sentence begins with a word that points outside of
// it ("he", "that"), or with one that continues another ("but", "moreover").
func opening(l kilas.Lang, first string) (outward, connective float64) {
	base, _, _ := strings.Cut(string(l), "-")
	o := openings[kilas.Lang(base)]
	return is(o.outward.has(first)), is(o.connective.has(first))
}

type openingWords struct{ outward, connective wordSet }

type wordSet map[string]struct{}

func (w wordSet) has(s string) bool {
	_, ok := w[s]
	return ok
}

func set(list string) wordSet {
	w := wordSet{}
	for _, s := range strings.Fields(list) {
		w[s] = struct{}{}
	}
	return w
}

// openings holds folded words. Pronouns of the first person are left out:
// they open quotations.
var openings = map[kilas.Lang]openingWords{
	"id": {set("dia ia mereka beliau keduanya itu ini tersebut hal ketiganya"), set("namun tetapi tapi sementara selain karena sehingga kemudian lalu padahal sebab meski meskipun bahkan apalagi adapun sedangkan akibatnya dengan demikian")},
	"ms": {set("dia ia mereka beliau itu ini tersebut kedua"), set("namun tetapi tapi sementara selain kerana sehingga kemudian lalu malah bagaimanapun sebaliknya justeru")},
	"en": {set("he she it they this that these those his her their its such there"), set("but and however meanwhile also so then yet still moreover furthermore besides instead nevertheless though or because thus hence otherwise additionally")},
	"fr": {set("il elle ils elles ce cela cette ces cet c'est ceci celui celle celui-ci celle-ci son sa ses leur leurs"), set("mais et or donc cependant toutefois pourtant ainsi ensuite puis enfin car neanmoins egalement")},
	"es": {set("el ella ellos ellas esto eso este esta estos estas ese esa su sus"), set("pero y sin ademas tambien entonces luego asi mientras no aunque")},
	"pt": {set("ele ela eles elas isso isto esse essa este esta seu sua seus suas"), set("mas e porem alem tambem entao assim depois contudo entretanto")},
	"it": {set("lui lei loro esso essa questo questa questi queste cio egli ella"), set("ma e pero inoltre anche quindi cosi poi tuttavia infatti")},
	"de": {set("er sie es dies das diese dieser dieses jener sein seine ihre ihr"), set("aber und doch jedoch denn ausserdem auch so dann zudem dennoch allerdings")},
	"nl": {set("hij zij ze het dit dat deze die zijn haar hun"), set("maar en echter ook dus toen daarnaast bovendien toch")},
	"sv": {set("han hon den det de detta dessa hans hennes deras"), set("men och dock aven sa sedan dessutom samtidigt")},
	"da": {set("han hun den det de dette disse hans hendes deres"), set("men og dog ogsa sa derefter desuden samtidig")},
	"no": {set("han hun den det de dette disse hans hennes deres"), set("men og ogsa sa deretter dessuten samtidig")},
	"tr": {set("o onlar bu bunlar su bunun onun kendisi"), set("ancak fakat ama ve ayrica boylece sonra ote oysa")},
	"vi": {set("ong ba anh chi ho no day do nay"), set("tuy nhung va ngoai dong sau do vi con ben")},
	"pl": {set("on ona ono oni one to ten ta te jego jej ich"), set("ale i jednak takze tez wiec potem ponadto natomiast")},
	"cs": {set("on ona ono oni to ten ta tento tato jeho jeji jejich"), set("ale a vsak take tak pak navic proto")},
	"ro": {set("el ea ei ele aceasta acesta acest acestia asta"), set("dar si insa totusi de astfel apoi")},
	"hu": {set("o ok ez az ezek azok ennek"), set("de es azonban is igy majd emellett")},
	"fi": {set("han he se ne tama nama han"), set("mutta ja kuitenkin myos sitten lisaksi")},
	"ru": {set("он она оно они это этот эта эти его ее их тот та"), set("но и а однако также поэтому затем кроме при")},
	"uk": {set("він вона воно вони це цеи ця ці иого її їх"), set("але и та а однак також тому потім крім")},
	"ar": {set("هو هي هم هذا هذه ذلك تلك وهو وهي"), set("لكن ولكن كما ثم غير لذلك")},
	"hi": {set("वह वे यह ये उन्होंने उसने इसके इस उनके उनका"), set("लेकिन और वहीं हालांकि इसलिए फिर")},
	"zh": {set("他 她 它 这 這 那 其"), set("但 而 不 因 同")},
	"ja": {set("彼 彼女 これ それ この その"), set("しかし また さらに そして だが")},
	"ko": {set("그 그는 그녀는 이는 이 그들은"), set("그러나 하지만 또 또한 한편 그리고")},
}
