import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { foldText } from '#kernel/japaneseText.ts'
import { uuidV7 } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Workspace } from '#platform/http/context.ts'
import { places } from '#start/demo/words.ts'

const known =
  '契約 更新 定例会 見積 請求 導入 支援 研修 資料 確認 回答 依頼 障害 対応 担当 部長 課長 予算 稟議 来期 解約 検討 値引 追加 拡大 利用 活用 定着 目標 達成 報告 分析 連携 設定 権限 移行 本番 検証 承認 日程 調整 訪問 電話 議事録 課題 要望 機能 改善 品質 満足 評価 経営 役員 現場 部署 異動 後任 引継 競合 比較 提案 事例 紹介 セミナー ダッシュボード レポート データ ログイン エラー サーバー メール アカウント ユーザー ライセンス キックオフ ヒアリング スケジュール フォロー マニュアル バージョン テンプレート ワークフロー インポート エクスポート API SSO CSV KPI NPS QBR Salesforce Excel Slack Teams PDF'.split(
    ' ',
  )
const kanji = Array.from(
  '安意引運営英演温化加果課階革角確割活間完官管観顔企器基期技議求究急給業局曲極区具係型計件健険検限現個護効交候公広厚構港号告査再最在済細材際作策札察産算残司士史四始姿姉市師志思指支施資飼歯示識質実舎写者取守手種首受州収周宿術述準処初所書女商小少招消省章証象賞条状常情職色食信審振新深親身進人図水推数世制性成政整清生盛税積績席設説戦選前然全組走送装相想早増造蔵側測則速息属族卒存損尊他太対待帯貸態隊代第台題達団断短談値地池知置築茶着中仲宙注張調町長直賃追通定底店庭程的適敵点伝電都度土東当投等統頭道動働堂導特独得徳読内南難日入任認年念燃納能農波派破配背敗倍買売白博発判版板番比肥非費備飛必筆百標表評病品不夫布府付婦富武部風副復福複物分文聞平並陛閉米別変辺返編保補歩墓報方法訪防忘暴望貿北牧本毎幕満未味密脈民務無名命明面綿模目問門夜野役約訳薬油輸有由遊予余預用要容葉陽様養欲浴来落乱利理里律率略流留旅料量領力林臨類令冷例歴列練路労録論和話',
)
const kana = Array.from('アイウエオカキクケコサシスセソタチツテトナニノハヒフマミムメモラリルレロンー')
const joints = ['について', 'に関して', 'の件で', 'を中心に', 'と合わせて', 'のため', 'を前提に', 'の後']
const ends =
  'のご連絡をいただいた。 を確認した。 の進め方を相談した。 を来週までに送付する。 が遅れているとのこと。 で合意した。 の費用を知りたいとのご要望。 を社内で検討中。 に不安があるようだ。 を次回の会議で説明する。'.split(
    ' ',
  )

/** Numbers as by chance, the same in every run (mulberry32). */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Words by how often they are said: the first ones in every third text, the last of some thousand in a few of a million (Zipf). */
function vocabulary(): { words: readonly string[]; pick: (luck: number) => string } {
  const luck = chance(7)
  const any = <T>(from: readonly T[]): T => from[Math.floor(luck() * from.length)]!
  const made = Array.from({ length: 12_000 }, (_, at) => {
    if (at % 6 === 0) return Array.from({ length: 3 + Math.floor(luck() * 4) }, () => any(kana)).join('')
    if (at % 11 === 0) return any(places)[0] + any(['電機', '商事', '銀行', '精機', '物流', '食品'])
    return Array.from({ length: 2 + Math.floor(luck() * 2) }, () => any(kanji)).join('')
  })
  const words = [...known, ...new Set(made)]
  const sums: number[] = []
  words.reduce((sum, _, at) => (sums[at] = sum + 1 / (at + 12)), 0)
  const pick = (share: number) => {
    const wanted = share * sums.at(-1)!
    let [low, high] = [0, words.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (sums[middle]! < wanted) low = middle + 1
      else high = middle
    }
    return words[low]!
  }
  return { words, pick }
}

const { words, pick } = vocabulary()

/** What is searched for: words of every frequency, parts of words, several at once, other widths and kana. */
export function searches(count: number): string[] {
  const luck = chance(11)
  // Ranks spread evenly over powers: as many frequent words as rare ones.
  const word = () => words[Math.floor(words.length ** luck()) % words.length]!
  return Array.from({ length: count }, (_, at) => {
    const one = word()
    if (at % 5 === 1) return `${one} ${word()}`
    if (at % 5 === 2) return Array.from(one).slice(0, 2).join('')
    if (at % 5 === 3) return foldText(one)
    return at % 10 === 4 ? `${one} ${word()} ${word()}` : one
  })
}

function textOf(luck: () => number): string {
  const sentence = () =>
    `${pick(luck())}${joints[Math.floor(luck() * joints.length)]}${pick(luck())}${pick(luck())}${ends[Math.floor(luck() * ends.length)]}`
  return Array.from({ length: 4 + Math.floor(luck() * 8) }, sentence).join('')
}

const kinds = ['note', 'meeting', 'call', 'mail', 'chat', 'visit', 'event']
const minute = 60_000

/** Conversations of three years with the customers there are, a hundred and seventy characters or so each. */
export async function entries(
  tx: Tx,
  workspace: Workspace,
  { accounts, people }: { accounts: readonly string[]; people: readonly string[] },
  span: { from: number; to: number; of: number },
): Promise<void> {
  const luck = chance(span.from + 1)
  const rows = Array.from({ length: span.to - span.from }, (_, offset) => {
    const i = span.from + offset
    const at = Date.UTC(2023, 10, 1) + (i / span.of) * 1_576_800 * minute
    return {
      id: uuidV7(at, createHash('md5').update(`entry-${i}`).digest()),
      account: accounts[Math.floor(luck() * accounts.length)],
      kind: kinds[Math.floor(luck() * kinds.length)],
      at: new Date(at).toISOString(),
      author: people[Math.floor(luck() * people.length)],
      title: `${pick(luck())}${pick(luck())}`,
      body: textOf(luck),
    }
  })
  await sql`
    insert into activities (workspace_id, id, account_id, kind, at, author_id, title, body)
    select ${workspace.id}::uuid, id, account, kind, at, author, title, body from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as a (id uuid, account uuid, kind text, at timestamptz, author uuid, title text, body text)
  `.execute(tx)
}
