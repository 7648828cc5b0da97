import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import type { Derivation } from '#capabilities/facts/server/index.ts'
import { EventStoreUnavailable } from '#platform/events/store.ts'
import { blindShare } from '../core/coverage.ts'
import { isComplete } from './complete.ts'
import { readChain, readEvidence, statesOf } from './coverageRead.ts'
import { owe } from './owed.ts'

const key = 'usage.blind_share'

const definition: FactDefinition = {
  key,
  type: 'percent',
  unit: 'percent',
  owner: 'usage',
  label: { ja: '見えていない割合', en: 'Blind share' },
  help: {
    ja: '利用から成果までの流れのうち、直近90日に製品の計測も報告もない段階の割合です。',
    en: 'Of the links from use to result, those that neither the product nor anybody showed in the last 90 days.',
  },
}

/** Of how much of its value chain nobody knows anything; nothing in a workspace that follows none. */
export const coverageDerivation: Derivation = {
  name: 'coverage',
  likeSource: true,
  definitions: [definition],
  prepare: async ({ tx, events, workspace, accounts, today }) => {
    const { links } = await readChain(tx, workspace.id)
    if (links.length === 0) return async () => {}
    const evidence = async () => {
      try {
        if (await isComplete(tx, workspace.id))
          return await readEvidence(tx, events, links, { workspaceId: workspace.id, accounts, asOf: today })
      } catch (error) {
        if (!(error instanceof EventStoreUnavailable)) throw error
      }
      owe(workspace.id)
      return null
    }
    const seen = await evidence()
    return async (page) => {
      for (const account of page.accounts)
        page.set(account, key, seen ? blindShare(statesOf(links, seen.get(account))) : page.before(account, key))
    }
  },
}
