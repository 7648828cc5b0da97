import type { FactDefinition } from '#capabilities/facts/core/fact.ts'

const owner = 'outreach'

/** What is known of the mail a customer had from us. */
export const outreachFacts: readonly FactDefinition[] = [
  {
    key: 'outreach.sent_28d',
    type: 'number',
    unit: 'count',
    owner,
    label: { ja: '28日間に送ったメール', en: 'Mails sent in 28 days' },
    help: {
      ja: 'ステップメール、一斉配信、個別のメールの合計',
      en: 'Step mails, broadcasts and mails by hand together',
    },
  },
  {
    key: 'outreach.last_sent_on',
    type: 'date',
    owner,
    label: { ja: '最後にメールを送った日', en: 'Last mail sent on' },
  },
  { key: 'outreach.replied_on', type: 'date', owner, label: { ja: '最後に返信があった日', en: 'Last reply on' } },
  {
    key: 'outreach.budget_left',
    type: 'number',
    unit: 'count',
    owner,
    label: { ja: '接触上限までの残り', en: 'Contact budget left' },
    help: {
      ja: '7日間にあと何回こちらから連絡できるか(顧客全体)',
      en: 'How often the customer may still be approached within seven days',
    },
  },
]
