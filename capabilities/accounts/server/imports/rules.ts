import type { ImportSubject } from '#capabilities/connect/core/kind.ts'

/** What can be wrong with rows about accounts and contacts, beside what can be wrong with any. */
export const importRulesOfAccounts: NonNullable<ImportSubject['rules']> = {
  corporate_number_form: { ja: '法人番号は13桁の数字です', en: 'A corporate number has 13 digits' },
  corporate_number_check_digit: {
    ja: '法人番号の検査数字が合いません。写し間違いがないか確かめてください',
    en: 'The check digit of the corporate number is wrong: one of the digits is mistyped',
  },
  corporate_number_taken: {
    ja: 'この法人番号は別の顧客のものです',
    en: 'This corporate number belongs to another account',
  },
  corporate_number_twice: {
    ja: '同じ法人番号が{{firstLine}}行目にもあります',
    en: 'The same corporate number stands in line {{firstLine}}',
  },
  account_archived: {
    ja: 'アーカイブされている顧客です。内容だけを更新しています',
    en: 'This account is archived; it was changed and stays archived',
  },
  name_needed: { ja: '新しい顧客には名前が必要です', en: 'A new account needs a name' },
  unknown_owner: {
    ja: 'この担当はメンバーにいないため、担当は変えていません',
    en: 'Nobody of this name is a member, so the owner was left as it is',
  },
  url_expected: {
    ja: 'http:// か https:// で始まる URL ではありません',
    en: 'This is no URL that begins with http:// or https://',
  },
  domain_form: { ja: 'ドメインとして読み取れません', en: 'This is no domain' },
  mail_form: { ja: 'メールアドレスとして読み取れません', en: 'This is no mail address' },
  contact_of_another_account: {
    ja: 'この担当者は別の顧客に登録されています',
    en: 'This contact belongs to another account',
  },
  end_not_after_start: { ja: '退職日が入社日より後ではありません', en: 'They left before they joined' },
}
