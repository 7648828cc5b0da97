import { attitudeChoices, stakeholderRoleChoices } from '#capabilities/accounts/core/words.ts'
import type { ImportField } from '#capabilities/connect/core/kind.ts'

const mailForm = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const mailRule = (text: string) => (mailForm.test(text.normalize('NFKC')) ? null : 'mail_form')
const looksLikeMail = (samples: readonly string[]) =>
  samples.filter((text) => mailForm.test(text)).length / samples.length

/** What a column of a list of people at customers can be, beside the company's own fields. */
export const contactImportFields: readonly ImportField[] = [
  {
    key: 'account',
    label: { ja: '顧客', en: 'Account' },
    help: { ja: '顧客の ID、法人番号、または名前です。', en: 'Id, corporate number or name of the account.' },
    type: 'reference',
    reference: 'account',
    required: true,
    synonyms: {
      ja: ['顧客ID', '顧客名', '会社名', '企業名', '取引先', '取引先名', '取引先ID', '顧客コード'],
      en: ['account_id', 'account_name', 'company', 'company_name', 'customer_id', 'organization', 'company_id'],
    },
  },
  {
    key: 'external_id',
    label: { ja: '担当者ID', en: 'Contact id' },
    type: 'text',
    synonyms: { ja: ['担当者コード', 'コンタクトID', '連絡先ID'], en: ['contact_id', 'person_id', 'id'] },
    maxLength: 200,
  },
  {
    key: 'name',
    label: { ja: '氏名', en: 'Name' },
    type: 'text',
    required: true,
    synonyms: {
      ja: ['名前', '担当者名', '担当者', '連絡先名', '氏名（漢字）'],
      en: ['contact_name', 'full_name', 'person'],
    },
    maxLength: 200,
  },
  {
    key: 'name_kana',
    label: { ja: 'フリガナ', en: 'Reading' },
    type: 'text',
    synonyms: { ja: ['カナ', 'ふりがな', '氏名カナ', 'よみ'], en: ['kana', 'phonetic'] },
    maxLength: 200,
  },
  {
    key: 'department',
    label: { ja: '部署', en: 'Department' },
    type: 'text',
    synonyms: { ja: ['部署名', '所属', '部門'], en: ['division', 'team'] },
    maxLength: 200,
  },
  {
    key: 'title',
    label: { ja: '役職', en: 'Title' },
    type: 'text',
    synonyms: { ja: ['役職名', '肩書'], en: ['job_title', 'position'] },
    maxLength: 200,
  },
  {
    key: 'email',
    label: { ja: 'メールアドレス', en: 'Mail address' },
    type: 'text',
    check: mailRule,
    looksLike: looksLikeMail,
    synonyms: { ja: ['メール', 'Eメール', '電子メール', 'E-mail'], en: ['email', 'mail', 'e_mail', 'email_address'] },
    maxLength: 320,
  },
  {
    key: 'phone',
    label: { ja: '電話番号', en: 'Phone' },
    type: 'text',
    synonyms: { ja: ['電話', 'TEL', '携帯電話'], en: ['tel', 'telephone', 'mobile'] },
    maxLength: 60,
  },
  {
    key: 'roles',
    label: { ja: '関係者の役割', en: 'Stakeholder roles' },
    type: 'list',
    choices: stakeholderRoleChoices.map((choice) =>
      choice.key === 'decision_maker'
        ? { ...choice, synonyms: ['決裁権者', '意思決定者', '責任者', 'executive', 'buyer'] }
        : choice,
    ),
    synonyms: { ja: ['役割', '立場'], en: ['role', 'roles', 'stakeholder_role'] },
  },
  { key: 'influence', label: { ja: '影響力', en: 'Influence' }, type: 'number', whole: true, min: 1, max: 5 },
  {
    key: 'attitude',
    label: { ja: '姿勢', en: 'Attitude' },
    type: 'choice',
    choices: attitudeChoices,
    synonyms: { ja: ['スタンス'], en: ['stance'] },
  },
  {
    key: 'joined_on',
    label: { ja: '着任日', en: 'Joined on' },
    type: 'date',
    synonyms: { ja: ['入社日', '就任日'], en: ['start_date'] },
  },
  {
    key: 'left_on',
    label: { ja: '離任日', en: 'Left on' },
    type: 'date',
    synonyms: { ja: ['退職日', '異動日'], en: ['end_date'] },
  },
  {
    key: 'note',
    label: { ja: 'メモ', en: 'Note' },
    type: 'text',
    synonyms: { ja: ['備考', 'コメント'], en: ['notes', 'memo', 'comment'] },
    maxLength: 5000,
  },
]
