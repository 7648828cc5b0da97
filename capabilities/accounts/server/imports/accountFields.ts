import type { ImportField } from '#capabilities/connect/core/kind.ts'
import { plainCorporateNumber } from '#capabilities/accounts/core/account.ts'
import { adopterCategoryChoices, successTypeChoices, touchModelChoices } from '#capabilities/accounts/core/words.ts'
import { isCorporateNumber } from '#kernel/japaneseText.ts'

const corporateNumberRule = (text: string): string | null => {
  const plain = plainCorporateNumber(text)
  if (!/^[1-9]\d{12}$/.test(plain)) return 'corporate_number_form'
  return isCorporateNumber(plain) ? null : 'corporate_number_check_digit'
}

const looksLikeCorporateNumbers = (samples: readonly string[]): number =>
  samples.filter((text) => corporateNumberRule(text) === null).length / samples.length

/** What a column of a list of customers can be, beside the company's own fields. */
export const accountImportFields: readonly ImportField[] = [
  {
    key: 'external_id',
    label: { ja: '顧客ID', en: 'Account id' },
    help: {
      ja: '取り込み元での番号です。次に取り込むとき、同じ顧客が分かります。',
      en: 'The number in the system the file is from: it tells the same account the next time.',
    },
    type: 'text',
    synonyms: {
      ja: [
        '顧客コード',
        '顧客番号',
        '取引先ID',
        '取引先コード',
        '会社ID',
        '企業ID',
        '会社コード',
        'EDINETコード',
        'お客様番号',
      ],
      en: [
        'account_id',
        'customer_id',
        'company_id',
        'organization_id',
        'id',
        'crm_id',
        'account_number',
        'customer_number',
      ],
    },
    maxLength: 200,
  },
  {
    key: 'name',
    label: { ja: '顧客名', en: 'Name' },
    type: 'text',
    required: true,
    orElse: ['external_id', 'corporate_number'],
    synonyms: {
      ja: ['会社名', '企業名', '取引先名', '法人名', '社名', '商号', '提出者名', '名称', '顧客'],
      en: ['account_name', 'company', 'company_name', 'customer', 'customer_name', 'organization', 'account'],
    },
    maxLength: 200,
  },
  {
    key: 'name_kana',
    label: { ja: 'フリガナ', en: 'Reading' },
    type: 'text',
    synonyms: {
      ja: ['カナ', 'よみ', '読み', '読み仮名', '会社名カナ', '提出者名（ヨミ）', '顧客名カナ', 'フリガナ（全角）'],
      en: ['kana', 'name_kana', 'phonetic'],
    },
    maxLength: 200,
  },
  {
    key: 'name_en',
    label: { ja: '英語名', en: 'English name' },
    type: 'text',
    synonyms: {
      ja: ['英文名', '英字', '提出者名（英字）', '会社名（英語）', '英語表記'],
      en: ['english_name', 'name_en'],
    },
    maxLength: 200,
  },
  {
    key: 'corporate_number',
    label: { ja: '法人番号', en: 'Corporate number' },
    type: 'text',
    check: corporateNumberRule,
    looksLike: looksLikeCorporateNumbers,
    synonyms: {
      ja: ['提出者法人番号', '法人番号（13桁）', 'インボイス番号'],
      en: ['corporate_number', 'houjin_bangou'],
    },
  },
  {
    key: 'domains',
    label: { ja: 'Web ドメイン', en: 'Web domains' },
    type: 'list',
    synonyms: {
      ja: ['ドメイン', 'ウェブサイト', 'ホームページ', 'URL', 'HP'],
      en: ['website', 'domain', 'domains', 'url', 'web'],
    },
  },
  {
    key: 'industry',
    label: { ja: '業種', en: 'Industry' },
    type: 'text',
    synonyms: { ja: ['業界', '提出者業種', '産業分類', '業種名'], en: ['sector', 'vertical'] },
    maxLength: 100,
  },
  {
    key: 'employees',
    label: { ja: '従業員数', en: 'Employees' },
    type: 'number',
    whole: true,
    min: 0,
    max: 2_000_000_000,
    synonyms: {
      ja: ['社員数', '従業員', '人数', '職員数'],
      en: ['employee_count', 'headcount', 'number_of_employees', 'company_size'],
    },
  },
  {
    key: 'annual_revenue',
    label: { ja: '売上高', en: 'Annual revenue' },
    type: 'money',
    synonyms: { ja: ['年商', '年間売上', '売上'], en: ['revenue', 'turnover', 'annual_sales'] },
  },
  {
    key: 'country',
    label: { ja: '国', en: 'Country' },
    type: 'text',
    synonyms: { ja: ['国名', '国コード'], en: ['country_code', 'nation'] },
    maxLength: 100,
  },
  {
    key: 'region',
    label: { ja: '地域', en: 'Region' },
    type: 'text',
    synonyms: { ja: ['都道府県', 'エリア', '地区', '支社'], en: ['area', 'state', 'prefecture', 'territory'] },
    maxLength: 100,
  },
  {
    key: 'address',
    label: { ja: '住所', en: 'Address' },
    type: 'text',
    synonyms: { ja: ['所在地', '本社所在地', '本店所在地'], en: ['street', 'headquarters'] },
    maxLength: 500,
  },
  {
    key: 'signed_up_on',
    label: { ja: '登録日', en: 'Signed up on' },
    type: 'date',
    synonyms: {
      ja: ['申込日', '利用開始日', '契約日', '導入日', '契約開始日'],
      en: ['signup_date', 'sign_up_date', 'created_at', 'customer_since', 'start_date'],
    },
  },
  {
    key: 'touch_model',
    label: { ja: 'タッチモデル', en: 'Touch model' },
    type: 'choice',
    choices: touchModelChoices,
    synonyms: { ja: ['支援区分', 'タッチ'], en: ['touch', 'service_model'] },
  },
  {
    key: 'success_type',
    label: { ja: '目指すサクセス', en: 'Aimed success' },
    type: 'choice',
    choices: successTypeChoices,
  },
  {
    key: 'adopter_category',
    label: { ja: '採用者の類型', en: 'Adopter category' },
    type: 'choice',
    choices: adopterCategoryChoices,
  },
  {
    key: 'usage_pattern',
    label: { ja: '使い方', en: 'Usage pattern' },
    type: 'text',
    synonyms: { ja: ['利用用途', '用途'], en: ['use_case'] },
    maxLength: 100,
  },
  {
    key: 'purpose',
    label: { ja: '導入の目的', en: 'Purpose of adoption' },
    type: 'text',
    synonyms: { ja: ['導入目的', '目的'], en: ['purpose'] },
    maxLength: 5000,
  },
  {
    key: 'business_issues',
    label: { ja: '業務課題', en: 'Business issues' },
    type: 'text',
    synonyms: { ja: ['課題', '経営課題'], en: ['challenges', 'pain_points'] },
    maxLength: 5000,
  },
  {
    key: 'goals',
    label: { ja: '目標', en: 'Goals' },
    type: 'text',
    synonyms: { ja: ['ゴール', '達成したいこと'], en: ['objectives'] },
    maxLength: 5000,
  },
  {
    key: 'tags',
    label: { ja: 'タグ', en: 'Tags' },
    type: 'list',
    synonyms: { ja: ['ラベル', 'セグメント'], en: ['labels', 'segments'] },
  },
  {
    key: 'owner',
    label: { ja: '担当', en: 'Owner' },
    help: { ja: '担当 CSM のメールアドレスか名前です。', en: 'Mail address or name of the CSM.' },
    type: 'reference',
    reference: 'person',
    unknownIsKept: true,
    synonyms: {
      ja: ['担当者', '担当CSM', 'CSM', '自社担当', '営業担当'],
      en: ['owner_email', 'account_owner', 'csm', 'account_manager', 'customer_success_manager'],
    },
  },
]
