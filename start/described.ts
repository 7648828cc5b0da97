import type { Described } from '#platform/http/openApi.ts'
import { shapes } from './shapes.ts'

const tags: Readonly<Record<string, string>> = {
  access: 'Signing in, people and their roles, teams, the workspace, the record of changes.',
  privacy: 'What is kept of a person: found, handed over, erased.',
  accounts: 'Customers: lists by condition, one by one, in bulk, by the ids of other systems.',
  contacts: 'The people who work at a customer.',
  fields: 'Own fields of customers and contacts.',
  views: 'Saved lists with their condition, columns and order.',
  imports: 'Files that are read in: understood, previewed, run, undone.',
  keys: 'API keys.',
  limits: 'How much of what a workspace may use is used.',
  webhooks: 'Who is told what happens, and what they were told.',
  content: 'What customers are given to read, watch or answer.',
  portal: 'What a customer’s own people see and do, come in by a personal link.',
  facts: 'What is known of customers, and since when.',
  segments: 'Kinds of customers, and who belongs to them.',
  journey: 'Phases on the way to success, and where each customer is.',
  plans: 'Success plans: dated steps with people on both sides.',
  outreach: 'Mails that follow a customer’s way, and broadcasts.',
  mail: 'Mails that go out, senders, and who gets none.',
  renewals: 'Ends of terms, what is at stake, the forecast.',
  expansion: 'What more customers could buy.',
  billing: 'Billing systems that contracts come in from.',
  revenue: 'MRR, its movements, and comparison with other lists.',
  contracts: 'Contracts, their lines and versions.',
  products: 'Products and plans that lines name.',
  timeline: 'Notes, meetings, calls, mails with a customer.',
  inquiries: 'Support cases.',
  usage: 'Events of the product, metrics over them, write keys.',
  health: 'Scorecards, scores, signals, pulses.',
  cockpit: 'What is to be done about which customer.',
}

/** What the API's description says beside what contracts say. */
export const described: Described = { shapes, tags }
