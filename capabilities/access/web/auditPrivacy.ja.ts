/** Words of privacy in the record of changes. */
export const privacySubjects = {
  personal_data: '個人データ',
  retention_rule: '保存期間の決まり',
  retention: '保存期間',
  legal_hold: '保全（消さない顧客）',
  consent: '同意',
  consent_purpose: '同意の目的',
  incident: '漏えい時の対応',
}
export const privacyFields = {
  reads: '閲覧した回数',
  shown: '表示した行数',
  across: '顧客をまたぐ一覧',
  accounts: '顧客',
  addresses: 'アドレス',
  hour: '時間帯',
  keyName: 'APIキー',
  sessions: 'サインイン',
  links: 'リンク',
  touched: '件数',
  days: '日数',
  basis: '根拠',
  how: '方法',
  textVersion: '文面の版',
}
