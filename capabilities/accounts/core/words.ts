import type { Label } from '#capabilities/facts/core/fact.ts'

/** How a customer is looked after: by people (high), by few people (low), by means that need none (tech). */
export const touchModels = ['high', 'low', 'tech'] as const
export type TouchModel = (typeof touchModels)[number]

/** Which success is aimed at: a working-level problem solved (light), or a management problem (deep). */
export const successTypes = ['light', 'deep'] as const
export type SuccessType = (typeof successTypes)[number]

/** How early a company takes up what is new (Rogers, Diffusion of Innovations). */
export const adopterCategories = ['innovator', 'early_adopter', 'early_majority', 'late_majority', 'laggard'] as const
export type AdopterCategory = (typeof adopterCategories)[number]

/** What a person of ours does for an account; one person at a time in each role. */
export const assignmentRoles = ['csm', 'renewal_manager', 'architect', 'support', 'sales', 'partner'] as const
export type AssignmentRole = (typeof assignmentRoles)[number]

/** What a person at the account is to our product; one person may be several. */
export const stakeholderRoles = ['decision_maker', 'promoter', 'operator', 'champion', 'user'] as const
export type StakeholderRole = (typeof stakeholderRoles)[number]

export const attitudes = ['supporter', 'neutral', 'opponent'] as const
export type Attitude = (typeof attitudes)[number]

type Choices<Key extends string> = readonly { readonly key: Key; readonly label: Label }[]

export const touchModelChoices: Choices<TouchModel> = [
  { key: 'high', label: { ja: 'ハイタッチ', en: 'High touch' } },
  { key: 'low', label: { ja: 'ロータッチ', en: 'Low touch' } },
  { key: 'tech', label: { ja: 'テックタッチ', en: 'Tech touch' } },
]

export const successTypeChoices: Choices<SuccessType> = [
  { key: 'light', label: { ja: 'ライトサクセス', en: 'Light success' } },
  { key: 'deep', label: { ja: 'ディープサクセス', en: 'Deep success' } },
]

export const adopterCategoryChoices: Choices<AdopterCategory> = [
  { key: 'innovator', label: { ja: 'イノベーター', en: 'Innovator' } },
  { key: 'early_adopter', label: { ja: 'アーリーアダプター', en: 'Early adopter' } },
  { key: 'early_majority', label: { ja: 'アーリーマジョリティ', en: 'Early majority' } },
  { key: 'late_majority', label: { ja: 'レイトマジョリティ', en: 'Late majority' } },
  { key: 'laggard', label: { ja: 'ラガード', en: 'Laggard' } },
]

export const assignmentRoleChoices: Choices<AssignmentRole> = [
  { key: 'csm', label: { ja: 'CSM', en: 'CSM' } },
  { key: 'renewal_manager', label: { ja: '更新マネージャー', en: 'Renewal manager' } },
  { key: 'architect', label: { ja: 'サクセスアーキテクト', en: 'Success architect' } },
  { key: 'support', label: { ja: 'サポート', en: 'Support' } },
  { key: 'sales', label: { ja: '営業', en: 'Sales' } },
  { key: 'partner', label: { ja: 'パートナー', en: 'Partner' } },
]

export const stakeholderRoleChoices: Choices<StakeholderRole> = [
  { key: 'decision_maker', label: { ja: '決裁者', en: 'Decision maker' } },
  { key: 'promoter', label: { ja: '推進者', en: 'Promoter' } },
  { key: 'operator', label: { ja: '運用担当', en: 'Operator' } },
  { key: 'champion', label: { ja: 'チャンピオン', en: 'Champion' } },
  { key: 'user', label: { ja: '利用者', en: 'User' } },
]

export const attitudeChoices: Choices<Attitude> = [
  { key: 'supporter', label: { ja: '支持', en: 'Supporter' } },
  { key: 'neutral', label: { ja: '中立', en: 'Neutral' } },
  { key: 'opponent', label: { ja: '反対', en: 'Opponent' } },
]

/** The major groups of the Japan Standard Industrial Classification (Ministry of Internal Affairs, revision 14), A to T. */
export const industries: readonly Label[] = [
  { ja: '農業・林業', en: 'Agriculture and forestry' },
  { ja: '漁業', en: 'Fisheries' },
  { ja: '鉱業・採石業・砂利採取業', en: 'Mining and quarrying' },
  { ja: '建設業', en: 'Construction' },
  { ja: '製造業', en: 'Manufacturing' },
  { ja: '電気・ガス・熱供給・水道業', en: 'Electricity, gas, heat supply and water' },
  { ja: '情報通信業', en: 'Information and communications' },
  { ja: '運輸業・郵便業', en: 'Transport and postal services' },
  { ja: '卸売業・小売業', en: 'Wholesale and retail trade' },
  { ja: '金融業・保険業', en: 'Finance and insurance' },
  { ja: '不動産業・物品賃貸業', en: 'Real estate and goods rental' },
  { ja: '学術研究・専門・技術サービス業', en: 'Scientific, professional and technical services' },
  { ja: '宿泊業・飲食サービス業', en: 'Accommodation, eating and drinking services' },
  { ja: '生活関連サービス業・娯楽業', en: 'Living-related and amusement services' },
  { ja: '教育・学習支援業', en: 'Education and learning support' },
  { ja: '医療・福祉', en: 'Medical, health care and welfare' },
  { ja: '複合サービス事業', en: 'Compound services' },
  { ja: 'サービス業', en: 'Other services' },
  { ja: '公務', en: 'Government' },
  { ja: '分類不能の産業', en: 'Not classifiable' },
]
