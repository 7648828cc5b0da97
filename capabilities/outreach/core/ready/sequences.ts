import { type Sequence, type SequenceMail } from '../sequence.ts'
import { usualWindow } from '../window.ts'

const toOperator: Pick<SequenceMail, 'condition' | 'role'> = { condition: '', role: 'operator' }
const onceDone = (step: string): SequenceMail['purpose'] => ({ is: 'step', step })

/** Ready-made, and switched off until somebody has looked at it: mails that follow the standard onboarding plan. */
export const onboardingMails: { key: string } & Sequence = {
  key: 'onboarding',
  name: { ja: '導入期のステップメール', en: 'Onboarding mails' },
  aim: {
    ja: '導入期の標準プランの、いまのステップに合わせて案内する',
    en: 'Tells what comes next at the step of the standard onboarding that the customer is really at',
  },
  follows: { what: 'plan', template: 'onboarding' },
  scope: '',
  window: usualWindow,
  holdOutPercent: 0,
  waitDays: 5,
  mails: [
    {
      key: 'welcome',
      template: 'welcome',
      when: { at: 'begin', days: -3 },
      condition: '',
      role: 'promoter',
      purpose: onceDone('kickoff'),
    },
    {
      ...toOperator,
      key: 'accounts',
      template: 'next_step',
      when: { at: 'ready', step: 'accounts', days: 0 },
      purpose: onceDone('accounts'),
    },
    {
      ...toOperator,
      key: 'accounts_late',
      template: 'stuck',
      when: { at: 'after_due', step: 'accounts', days: 2 },
      purpose: onceDone('accounts'),
    },
    {
      ...toOperator,
      key: 'training',
      template: 'training',
      when: { at: 'ready', step: 'training', days: 0 },
      purpose: onceDone('training'),
    },
    {
      ...toOperator,
      key: 'first_value',
      template: 'next_step',
      when: { at: 'ready', step: 'first_value', days: 1 },
      purpose: onceDone('first_value'),
    },
    {
      ...toOperator,
      key: 'first_value_late',
      template: 'stuck',
      when: { at: 'after_due', step: 'first_value', days: 3 },
      purpose: onceDone('first_value'),
    },
    {
      ...toOperator,
      key: 'congratulations',
      template: 'first_value',
      when: { at: 'done', step: 'first_value', days: 1 },
      purpose: { is: 'none' },
    },
    {
      key: 'report',
      template: 'results',
      when: { at: 'ready', step: 'report', days: 0 },
      condition: '',
      role: 'decision_maker',
      purpose: onceDone('report'),
    },
  ],
}
