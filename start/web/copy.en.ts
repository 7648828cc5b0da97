import type { CopyOf } from '#web/i18n/copy.ts'
import type { ja } from './copy.ja.ts'

/** The words of the composition itself in English. */
export const en: CopyOf<typeof ja> = {
  today: 'Today',
  todayWords: 'home tasks',
  customers: 'Customers',
  customersWords: 'accounts list kokyaku',
  adoption: 'Adoption',
  adoptionWords: 'adoption retention funnel features usage',
  imports: 'Import',
  importsWords: 'csv file upload',
  ingest: 'Tracking',
  ingestWords: 'ingest events usage sdk',
  settings: 'Settings',
  settingsWords: 'workspace people fields',
  settingsParts: {
    profile: 'My settings',
    workspace: 'Workspace',
    people: 'People and roles',
    fields: 'Custom fields',
    metrics: 'Usage metrics',
    facts: 'All facts',
    segments: 'Segments',
    scorecards: 'Scorecards',
    studies: 'Studies',
    rules: 'Signal rules',
    changes: 'Record of changes',
  },
  guide: {
    title: 'Getting started',
    lead: 'Once customers and usage are in, health scores and what to do today appear by themselves.',
    count_one: '{{shown}} customer',
    count_other: '{{shown}} customers',
    customers: {
      title: '1. Import your customers',
      text: 'Bring your table (CSV, TSV) as it is. Encoding and column names are recognised, and you see the outcome before anything is imported.',
      import: 'Import customers',
    },
    contracts: {
      title: '2. Add contracts and people',
      text: 'Contract lines tell ARR and renewal dates; contacts tell when the decision maker was last met.',
      import: 'Import contracts and contacts',
    },
    usage: {
      title: '3. Connect product usage',
      text: 'Point any Segment-compatible SDK here, changing nothing but its host. Daily aggregates can be imported from CSV as well.',
      connect: 'Connect tracking',
      import: 'Import usage records',
    },
    scores: {
      title: '4. See the first health scores',
      text: 'Customers are scored as their data arrives, each score with its reasons.',
      needs: 'Too little is known so far. Add contracts, contacts or usage, and scoring begins.',
      see: 'See the lowest scores first',
      today: 'See what to do today',
    },
  },
}
