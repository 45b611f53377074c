package analysis

import (
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/lexicon"
)

// separableAt is the entry of the verb that separated finds; nil when there is
// none.
func (a *Analyzer) separableAt(p *passage, k int) *lexicon.Entry {
	verb, ok := p.separated(k)
	entries := a.lex.Entries(verb)
	if !ok || len(entries) == 0 {
		return nil
	}
	return &a.arrange(entries, Token{Text: verb, Han: true, POS: "v"}, role{})[0]
}

// separated gives the verb whose part word k is when its verb and its object
// stand apart: 洗了个澡, 见过三次面, 帮了我一个大忙, 聊聊天, 睡不着觉.
func (p *passage) separated(k int) (verb string, ok bool) {
	text := func(i int) string { return p.text[p.words[i].start:p.words[i].end] }
	for from := k; from >= 0 && k-from <= maxBetween+1; from-- {
		if p.words[from].kind != hanWord {
			return "", false
		}
		head, _ := utf8.DecodeRuneInString(text(from))
		if rest := text(from)[utf8.RuneLen(head):]; rest != "" && rest != string(head) {
			if from != k && !p.between(from) {
				return "", false
			}
			continue // a verb of one character, perhaps said twice
		}
		for to := from + 1; to < len(p.words) && to-from <= maxBetween+1; to++ {
			if p.words[to].kind != hanWord {
				break
			}
			object := text(to)
			if first, size := utf8.DecodeRuneInString(object); len(object) > size && (first == '大' || first == '小') {
				object = object[size:] // 帮了个大忙
			}
			if (to == k || from == k) && isSeparable(string(head)+object) && (to > from+1 || text(from) != string(head)) {
				return string(head) + object, true
			}
			if !p.between(to) {
				break
			}
		}
		if from != k && !p.between(from) {
			return "", false
		}
	}
	return "", false
}

// maxBetween is how many words may stand between a verb and its object.
const maxBetween = 6

// between tells whether a word may stand between a verb and its object: a
// particle, a complement, a number with its classifier, whose it is, what it is
// like.
func (p *passage) between(i int) bool {
	w := p.words[i]
	text := p.text[w.start:w.end]
	if strings.Contains(" 了 着 过 的 得 不 没 完 好 上 下 起 起来 到 成 个 一 几 什么 半天 会 会儿 一会儿 一下 次 回 大 小 新 老 热 冷 天 ", " "+text+" ") {
		return true
	}
	switch w.pos.String() {
	case "m", "q", "mq", "r", "rr", "rz", "a", "ad", "b", "t", "u", "ul", "uz", "ug", "uj", "nr":
		return true
	}
	return false
}

func isSeparable(verb string) bool { return strings.Contains(separable, " "+verb+" ") }

// separable lists common verbs that are a verb and its object and are often
// said apart.
const separable = " 洗澡 睡觉 吃饭 见面 结婚 离婚 订婚 生气 帮忙 聊天 散步 跑步 跳舞 唱歌 游泳 上课 下课 上班 下班 上学 放学 毕业 请假 放假 考试 起床 理发 照相 拍照 " +
	"排队 道歉 吵架 打架 打仗 发烧 住院 出院 看病 开会 开车 停车 堵车 上网 签字 签名 报名 鞠躬 握手 点头 摇头 鼓掌 加油 加班 请客 做客 送礼 拜年 搬家 出差 出国 出门 回家 " +
	"回国 生病 吃亏 吃惊 吃苦 受伤 受骗 上当 倒霉 发火 打针 害羞 丢脸 丢人 担心 操心 伤心 放心 灰心 死心 留神 留学 留言 跳绳 滑冰 滑雪 爬山 种地 下棋 打牌 打球 踢球 洗脸 " +
	"刷牙 洗手 化妆 讲价 还价 砍价 花钱 挣钱 赚钱 存钱 付钱 交钱 换钱 借钱 还钱 欠债 破产 投资 投票 辞职 退休 失业 失恋 失眠 做梦 发呆 叹气 喘气 说话 说谎 撒谎 告状 分手 出名 " +
	"出事 出错 犯错 犯罪 犯法 判刑 坐牢 立功 干杯 碰杯 敬酒 喝酒 抽烟 吸烟 戒烟 戒酒 减肥 动手 动身 动笔 开口 开头 开学 开工 罢工 打工 旷课 逃课 补课 讲课 听课 备课 当兵 参军 " +
	"转身 翻身 起身 转弯 拐弯 超车 让座 让步 让路 带头 回头 抬头 低头 插嘴 插队 吵嘴 顶嘴 接吻 谈话 谈天 帮腔 吃醋 吹牛 打包 打岔 打赌 打工 打扰 打折 打字 打嗝 打盹 打滚 打猎 打气 " +
	"定亲 定居 发财 发愁 发奖 发誓 发言 发炎 罚款 贷款 存款 捐款 付款 拨款 交费 缴费 缴税 纳税 逃税 逃命 拼命 救命 救灾 救火 着火 着凉 中毒 中奖 抽奖 领奖 领情 求情 求婚 求人 " +
	"讨厌 提名 点名 点菜 做饭 做菜 炒菜 做工 做事 做主 做伴 作证 作案 作文 作弊 跌跤 摔跤 走路 走神 迷路 问路 带路 过期 过瘾 过年 过节 过夜 过关 记仇 报仇 报警 报案 报到 建交 绝交 断电 停电 " +
	"充电 触电 通电 通车 晕车 乘车 坐车 骑车 撞车 翻车 刹车 倒车 挂号 排版 编号 照明 开刀 动手术 把脉 输液 输血 献血 流血 吐血 流泪 流汗 出汗 洒泪 争气 泄气 消气 解气 服气 赌气 打气 " +
	"享福 受罪 受苦 受气 受累 受惊 受凉 遭殃 遭罪 沾光 沾边 出力 用力 使劲 用功 用心 费心 费力 费神 费事 省事 省心 省力 省钱 值钱 攒钱 掏钱 凑钱 亏本 赔本 赔钱 赔礼 送行 送货 进货 退货 卖货 "
