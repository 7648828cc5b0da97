import { type FieldClass, type Permission, permissions, type RowScope } from '#kernel/exchange.ts'

type Words = { readonly ja: string; readonly en: string }

/** What rights are about, in the order in which they are told. */
export const resources = {
  workspace: { ja: 'ワークスペース', en: 'Workspace' },
  people: { ja: 'メンバーと役割', en: 'People and roles' },
  audit: { ja: '変更の記録', en: 'Record of changes' },
  accounts: { ja: '顧客', en: 'Customers' },
  views: { ja: 'ビュー', en: 'Views' },
  fields: { ja: '独自の項目', en: 'Own fields' },
  segments: { ja: 'セグメント', en: 'Segments' },
  imports: { ja: '取り込み', en: 'Imports' },
  ingest: { ja: '利用データ', en: 'Usage data' },
  journey: { ja: 'ジャーニー', en: 'Journey' },
  health: { ja: '健康度', en: 'Health' },
  signals: { ja: 'シグナル', en: 'Signals' },
  ctas: { ja: 'CTA', en: 'CTAs' },
  content: { ja: 'コンテンツ', en: 'Content' },
  outreach: { ja: '配信', en: 'Outreach' },
} as const satisfies Record<string, Words>
export type Resource = keyof typeof resources

/** A permission in words. */
export type Right = {
  /** It changes or shows what all customers share: nothing for whoever reaches some of them only. */
  readonly needsAll: boolean
  readonly label: Words
  /** What it lets one do, in a sentence. */
  readonly tells: Words
}

/** Every permission, once: the table of roles, the editor of roles and docs/rights.md are made from this. */
export const rights = {
  'workspace.manage': {
    needsAll: true,
    label: { ja: 'ワークスペースの設定を変える', en: 'Change the settings of the workspace' },
    tells: {
      ja: '会社の名前・言語・通貨・年度、顧客に見える画面の見た目、メールサーバーを変えられます。',
      en: 'Name, language, currency and fiscal year, what customers’ pages look like, and the mail server.',
    },
  },
  'people.manage': {
    needsAll: true,
    label: { ja: 'メンバー・チーム・役割を管理する', en: 'Manage people, teams and roles' },
    tells: {
      ja: '招待、利用の停止、チームと役割の編集ができます。自分より広い権限は誰にも渡せません。',
      en: 'Invite, suspend, edit teams and roles; nobody hands out more than they hold themselves.',
    },
  },
  'audit.read': {
    needsAll: false,
    label: { ja: '変更の記録を見る', en: 'See the record of changes' },
    tells: { ja: '誰が、いつ、何を変えたかを見られます。', en: 'Who changed what, and when.' },
  },
  'accounts.read': {
    needsAll: false,
    label: { ja: '顧客を見る', en: 'See customers' },
    tells: {
      ja: '担当範囲の顧客、連絡先、契約、計画、活動を見られます。',
      en: 'The customers in reach with their contacts, contracts, plans and activities.',
    },
  },
  'accounts.write': {
    needsAll: false,
    label: { ja: '顧客を変更する', en: 'Change customers' },
    tells: {
      ja: '担当範囲の顧客と、その連絡先・契約・計画・活動を変えられます。',
      en: 'The customers in reach, with their contacts, contracts, plans and activities.',
    },
  },
  'accounts.create': {
    needsAll: true,
    label: { ja: '顧客を追加する', en: 'Add customers' },
    tells: {
      ja: '新しい顧客を一覧から追加できます。取り込みには別の権限が必要です。',
      en: 'Add a new customer from the list; importing many has a right of its own.',
    },
  },
  'accounts.export': {
    needsAll: false,
    label: { ja: '顧客を書き出す', en: 'Export customers' },
    tells: {
      ja: '担当範囲の顧客や表を、ファイルに書き出せます。',
      en: 'The customers in reach, and tables of them, into a file.',
    },
  },
  'views.share': {
    needsAll: false,
    label: { ja: 'ビューを共有する', en: 'Share views' },
    tells: { ja: '保存したビューを、全員が使えるようにできます。', en: 'Let everybody use a view one has saved.' },
  },
  'fields.manage': {
    needsAll: true,
    label: { ja: '独自の項目を管理する', en: 'Manage own fields' },
    tells: {
      ja: '独自の項目、利用の指標、商品、為替などの定義を変えられます。',
      en: 'Own fields, usage metrics, products, exchange rates and the like.',
    },
  },
  'segments.manage': {
    needsAll: true,
    label: { ja: 'セグメントを管理する', en: 'Manage segments' },
    tells: { ja: '顧客をどう分けるかを決められます。', en: 'How customers are divided.' },
  },
  'imports.run': {
    needsAll: true,
    label: { ja: '取り込みを行う', en: 'Import data' },
    tells: {
      ja: 'ファイルから顧客・契約・利用データを取り込み、取り消せます。',
      en: 'Bring customers, contracts and usage in from files, and undo it.',
    },
  },
  'ingest.read': {
    needsAll: true,
    label: { ja: '届いた利用データを見る', en: 'See usage data as it arrives' },
    tells: {
      ja: '計測や請求の連携が届いているか、どこで止まったかを見られます。',
      en: 'Whether usage and billing data arrive, and where they got stuck.',
    },
  },
  'ingest.manage': {
    needsAll: true,
    label: { ja: '計測の設定を管理する', en: 'Manage where usage data comes from' },
    tells: {
      ja: '書き込みキーと、請求データの連携を管理できます。',
      en: 'Write keys, and the sources of billing data.',
    },
  },
  'journey.read': {
    needsAll: false,
    label: { ja: 'ジャーニーを見る', en: 'See journeys' },
    tells: {
      ja: '担当範囲の顧客が、今どのフェーズにいるかを見られます。',
      en: 'Which phase the customers in reach are in.',
    },
  },
  'journey.move': {
    needsAll: false,
    label: { ja: 'フェーズを動かす', en: 'Move customers between phases' },
    tells: {
      ja: '担当範囲の顧客のフェーズを動かし、成功を記録できます。',
      en: 'Move the customers in reach, and note their successes.',
    },
  },
  'journey.manage': {
    needsAll: true,
    label: { ja: 'ジャーニーマップを管理する', en: 'Manage journey maps' },
    tells: { ja: 'フェーズと、次に進む条件を決められます。', en: 'The phases, and what leads from one to the next.' },
  },
  'health.read': {
    needsAll: false,
    label: { ja: '健康度を見る', en: 'See health scores' },
    tells: {
      ja: '担当範囲の顧客の健康度と、その理由を見られます。',
      en: 'The scores of the customers in reach, with the reasons.',
    },
  },
  'health.manage': {
    needsAll: true,
    label: { ja: '採点表を管理する', en: 'Manage scorecards' },
    tells: {
      ja: '採点表、接点のめやす、リスクモデルを変え、過去で確かめられます。',
      en: 'Scorecards, touch norms and the risk model, and proving them on the past.',
    },
  },
  'signals.read': {
    needsAll: false,
    label: { ja: 'シグナルを見る', en: 'See signals' },
    tells: {
      ja: '担当範囲の顧客のシグナルとCTAを見られます。',
      en: 'The signals and CTAs of the customers in reach.',
    },
  },
  'signals.manage': {
    needsAll: true,
    label: { ja: 'シグナルのルールを管理する', en: 'Manage signal rules' },
    tells: { ja: '何が起きたら知らせるかを決められます。', en: 'What raises a signal.' },
  },
  'ctas.work': {
    needsAll: false,
    label: { ja: 'CTA に対応する', en: 'Work on CTAs' },
    tells: {
      ja: '担当範囲の顧客のCTAを進め、後回しにし、閉じられます。',
      en: 'Work on, put off and close the CTAs of the customers in reach.',
    },
  },
  'content.manage': {
    needsAll: true,
    label: { ja: 'コンテンツを管理する', en: 'Manage content' },
    tells: {
      ja: '顧客に渡す資料をつくり、新しい版に変えられます。',
      en: 'What is handed to customers, and its versions.',
    },
  },
  'outreach.manage': {
    needsAll: true,
    label: { ja: '配信を管理する', en: 'Manage outreach' },
    tells: {
      ja: 'テンプレート、ステップメール、一斉配信、差出人を管理できます。',
      en: 'Templates, step mails, broadcasts and senders.',
    },
  },
} as const satisfies Record<Permission, Right>

/** What a permission is about: the part of its name before the full stop. */
export function resourceOf(permission: Permission): Resource {
  return permission.split('.')[0] as Resource
}

/** The permissions by what they are about. */
export const permissionsByResource: ReadonlyArray<readonly [Resource, readonly Permission[]]> = (
  Object.keys(resources) as Resource[]
).map((resource) => [resource, permissions.filter((permission) => resourceOf(permission) === resource)])

/** Which customers a role reaches, in words. */
export const scopeWords: Record<RowScope, Words> = {
  all: { ja: 'すべての顧客', en: 'All customers' },
  team: { ja: '自分のチームの顧客', en: 'Customers of one’s teams' },
  book: { ja: '自分が担当する顧客', en: 'Customers one looks after' },
  partner: { ja: '自社（パートナー）に任された顧客', en: 'Customers handed to one’s partner company' },
}

/** What is not shown to whoever does not see a kind of fields, in a sentence. */
export const classTells: Record<FieldClass, Words> = {
  money: {
    ja: 'ARR・契約の金額・更新と拡大の見込みなど。外すと、収益・更新・拡大の画面は開けません。',
    en: 'ARR, what contracts cost, what renewals and expansion are expected to bring. Without it, the pages of revenue, renewals and expansion stay closed.',
  },
  personal: {
    ja: 'お客さまの担当者の氏名・メールアドレス・電話番号と、届けたメールの宛先と本文。',
    en: 'Names, e-mail addresses and phone numbers of customers’ people, and to whom mails went with what.',
  },
  sensitive: {
    ja: '独自の項目のうち「機微な項目」に印を付けたもの。',
    en: 'Own fields that are marked as sensitive.',
  },
}

/** Kinds of fields, in words. */
export const classWords: Record<FieldClass, Words> = {
  money: { ja: '金額', en: 'Amounts of money' },
  personal: { ja: '個人情報', en: 'Personal data' },
  sensitive: { ja: '機微な項目', en: 'Sensitive own fields' },
}
