import { consentJa } from './consent/copy.ja.ts'
import { incidentJa } from './incident/copy.ja.ts'
import { retentionJa } from './retention/copy.ja.ts'

/** Texts of privacy, and of what follows a restore. */
export const ja = {
  held: {
    text: '控えから復元しました（データは {{made}} 時点）。メールなどの送信を止めています。送信待ち {{count}} 通。',
    act: '確認して再開',
    title: '送信を再開しますか',
    lead: '控えを作ったあと、データが失われるまでの間に、同じメールがすでに送られている可能性があります。',
    marketing:
      '送信時刻を過ぎたお知らせ・ステップメールは自動では送らず、「届いたか不明なメール」として一覧に残します。送るかどうかを、メールの一覧で選べます。',
    transactional: '確認コードなどの連絡は、再開するとすぐに送られます。',
    refusals:
      '{{made}} より後の配信停止や同意の取り消しは、このデータには残っていません。再開する前に、その間に届いた連絡を見て、停止し直してください。',
    released_other: '送信を再開しました。届いたか不明なメールが {{count}} 通あります。',
    released_zero: '送信を再開しました。',
  },
  consent: consentJa,
  incident: incidentJa,
  retention: retentionJa,
  rules: {
    privacy: {
      name: '名前が一致しません',
      held: '保全している顧客の人です。消去するには、先に「設定 › プライバシー」で保全を終えてください',
      purpose: '同意の目的が見つかりません',
      text: 'この版の文面はありません',
      future: '未来の日時は記録できません',
      account: '顧客が見つかりません',
      heldAlready: 'すでに保全しています',
    },
  },
  settings: {
    title: 'プライバシー',
    note: '個人情報保護法・GDPR の開示と消去の請求に、ここと顧客の連絡先から応じられます。',
    contacts: '顧客の担当者',
    contactsText: '顧客のページで連絡先を開くと、その人について保存しているデータの書き出しと、消去ができます。',
    members: 'メンバーのデータを書き出す',
    member: 'メンバー',
    page: '読める形（HTML）',
    json: 'JSON',
    erasures: '消去の記録',
    erasuresText: '誰のデータだったかは残していません。古い控えから復元したときも、もう一度消去されます。',
    none: 'まだありません。',
    byNobody: '復元時にもう一度',
  },
}

declare module 'i18next' {
  interface ResourceNamespaceMap {
    privacy: typeof ja
  }
}
