import type { Definition } from '../item.ts'
import { written } from './write.ts'

/** A ready-made item, by the key under which steps of the ready-made plan name it. */
export type ReadyItem = { key: string; definition: Definition }

/** What a library begins with: what a customer and a CSM need from the kick-off to the first report. */
export const readyItems: readonly ReadyItem[] = [
  {
    key: 'kickoff_guide',
    definition: {
      kind: 'education',
      title: { ja: 'キックオフのご案内', en: 'Your kick-off meeting' },
      summary: {
        ja: '当日の流れと、事前にご用意いただきたいことをまとめました。',
        en: 'What happens in the meeting, and what to prepare beforehand.',
      },
      purpose: '目的・役割・日程をその場で合意できるよう、決裁者を含む出席者に事前に読んでもらう',
      phases: ['onboarding'],
      touch: [],
      roles: ['decision_maker', 'promoter', 'operator'],
      body: {
        format: 'text',
        text: {
          ja: written(`キックオフは、導入の目的と進め方を、お客さまと私たちの全員で確かめる60分の打ち合わせです。`),
          en: written(`The kick-off is a 60-minute meeting in which both sides agree on why and how we do this.`),
        },
      },
    },
  },
]
