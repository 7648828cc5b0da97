import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '#test/servers/database.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { successRules } from '../core/ready/successRules.ts'

const migration = readFileSync(new URL('./tables.4-success.sql', import.meta.url), 'utf8')
const asReleased = {
  light_without_deep: 'account.success_type == "light" && journey.days_since_last_phase > 730',
  field_fatigue:
    'account.success_type == "deep" && !has(journey.last_phase_on) && account.days_since_sign_up >= 180 && contacts.operator.days_since_touch >= 45 && (pulse.latest <= 2 || inquiry.open_count >= 3)',
}

test('rules as they came start from the success type after an update; one that was written otherwise stays', async () => {
  const database = await testDatabase()
  const [came, own] = [await testWorkspace(database), await testWorkspace(database)]
  const after = (of: typeof came, conditions: Record<string, string>) =>
    database.workspace(of.id, async (tx) => {
      for (const [key, condition] of Object.entries(conditions))
        await sql`update signal_rules set definition = jsonb_set(definition, '{condition}', to_jsonb(${condition}::text))
          where key = ${key}`.execute(tx)
      await sql.raw(migration).execute(tx)
      const { rows } = await sql<{ key: string; condition: string }>`
        select key, definition ->> 'condition' as condition from signal_rules where key = any(${Object.keys(asReleased)}::text[])
      `.execute(tx)
      return Object.fromEntries(rows.map(({ key, condition }) => [key, condition]))
    })
  const written = { light_without_deep: 'journey.days_since_last_phase > 400', field_fatigue: 'pulse.latest <= 1' }
  expect(await after(came, asReleased)).toEqual(
    Object.fromEntries(successRules.map(({ key, condition }) => [key, condition])),
  )
  expect(await after(own, written)).toEqual(written)
})
