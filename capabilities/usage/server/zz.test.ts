import { test } from 'vitest'
import { testEvents } from '#test/servers/events.ts'
import { addDays, day, type Day } from '#kernel/day.ts'
import { counting } from '../core/readyMade.ts'
import { pastStatement, nowQueries } from '../core/ownPlan.ts'
test('x', async () => {
  const events = testEvents()
  const ws = '00000000-0000-0000-0000-0000000000aa'
  const t0 = performance.now()
  for (let k = 0; k < 12; k++) {
  const g = `toUUID({ws:String}) as w, toUUID(concat('00000000-0000-0000-0000-', leftPad(toString(1 + cityHash64(number, 1) % 3000), 12, '0'))) as a,
    concat('u', toString(cityHash64(number, 2) % 20)) as u, toDateTime64('2024-04-01 00:00:00', 3, 'UTC') + toIntervalSecond(${k} * 61 * 86400 + cityHash64(number, 3) % (61*86400)) as t, concat('feature_', toString(cityHash64(number,4) % 12)) as e, toDate(t) as d`
  await events.command(`insert into events (workspace_id, account_id, user_key, at, message, kind, event, day, person_key, quantity, received_at, props, chunk, version)
   select w, a, u, t, generateUUIDv4(number), 'track', e, d, u, 1, t, concat('{"size":', toString(number % 100), ',"plan":"', if(number % 3 = 0, 'pro', 'free'), '"}')::JSON, 1, 1
   from (select number, ${g} from numbers(${k} * 250000, 250000))`, { ws })
  await events.command(`insert into usage_days (workspace_id, account_id, day, kind, event, user_key, chunk, person_key, uses, last_at, version) select w, a, d, 'track', e, u, number + 1, u, 1, t, 1 from (select number, ${g} from numbers(${k} * 250000, 250000))`, { ws })
  }
  console.log('filled', Math.round(performance.now() - t0), JSON.stringify(await events.query('select count() n from usage_days where workspace_id = {ws:UUID}', { ws })))
  const label = { ja: '', en: '' }
  const defs = {
    users28compared: { value: { is: 'counting' as const, counting: counting('users', 28, { events: ['feature_3'] }) }, compared: true },
    anyUsers28: { value: { is: 'counting' as const, counting: counting('users', 28) }, compared: true },
    prop7: { value: { is: 'counting' as const, counting: counting('sum', 7, { property: 'size', events: ['feature_3'], where: [{ property: 'plan', operator: '==' as const, value: 'pro' }] }) }, compared: true },
    ratio90: { value: { is: 'ratio' as const, part: counting('users', 90, { where: [{ property: 'plan', operator: '==' as const, value: 'pro' }] }), whole: counting('users', 90), times: 100 }, compared: false },
    allUsers: { value: { is: 'counting' as const, counting: counting('users', 'all') }, compared: false },
  }
  for (const [name, d] of Object.entries(defs)) {
   try {
    const m = { key: 'm', label, help: null, unit: null, ...d }
    const s = performance.now()
    let worst = 0
    for (let f = day('2024-04-01'); f <= '2026-03-31';) {
      let to: Day = f
      while (addDays(to, 1).slice(0, 7) === f.slice(0, 7)) to = addDays(to, 1)
      const from = addDays(f, -1)
      const ends: number[] = []
      for (let x: Day = from; x <= to; x = addDays(x, 1)) ends.push(Date.parse(addDays(x, 1)) - 1)
      const st = pastStatement(m, { workspaceId: ws, accounts: null }, { from, to }, { fact: `metric.${name}`, ends })
      const b = performance.now()
      await events.command(st.sql, st.params)
      worst = Math.max(worst, performance.now() - b)
      f = addDays(to, 1)
    }
    const n = await events.query('select count() n from fact_history where workspace_id = {ws:UUID} and fact like {f:String}', { ws, f: `metric.${name}%` })
    console.log(name, 'past', Math.round(performance.now() - s), 'ms, worst month', Math.round(worst), JSON.stringify(n))
    const times: number[] = []
    for (let i = 0; i < 5; i++) { const b = performance.now(); for (const q of nowQueries([m], { workspaceId: ws, accounts: ['00000000-0000-0000-0000-000000000007'] }, day('2026-03-31'))) await events.query(q.sql, q.params); times.push(Math.round(performance.now() - b)) }
    console.log(name, 'one account', times.join())
    const b = performance.now(); for (const q of nowQueries([m], { workspaceId: ws, accounts: null }, day('2026-03-31'))) await events.query(q.sql, q.params); console.log(name, 'all accounts now', Math.round(performance.now() - b))
   } catch (e) { console.log(name, 'ERR', String(e).slice(0, 200)) }
  }
}, 400_000)
