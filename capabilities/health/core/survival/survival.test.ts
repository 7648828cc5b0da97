import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  kaplanMeier,
  keptBeyond,
  medianTenure,
  restrictedMean,
  type Step,
  type Tenure,
} from '#capabilities/revenue/core/survival/kaplanMeier.ts'
import { sharedData } from '#test/build/shared.ts'
import { chiSquareBeyond, normalBeyond } from './chiSquare.ts'
import { cox } from './cox.ts'
import { logRank } from './logRank.ts'

test('who is not lost yet counts as seen until then, and no longer', () => {
  const tenures = [
    { time: 1, lost: true },
    { time: 2, lost: false },
    { time: 2, lost: true },
    { time: 4, lost: true },
  ]
  expect(kaplanMeier(tenures).map(({ time, atRisk, lost, kept }) => [time, atRisk, lost, kept])).toEqual([
    [1, 4, 1, 3 / 4],
    [2, 3, 1, 1 / 2],
    [4, 1, 1, 0],
  ])
  expect(medianTenure(kaplanMeier(tenures)).time).toBe(3)
})

test('nobody, or nobody lost, makes a curve without steps', () => {
  expect(kaplanMeier([])).toEqual([])
  const steps = kaplanMeier([{ time: 5, lost: false }])
  expect([steps, medianTenure(steps).time, keptBeyond(steps, 9), restrictedMean(steps, 12)]).toEqual([[], null, 1, 12])
})

const someTenures = fc.array(fc.record({ time: fc.integer({ min: 1, max: 30 }), lost: fc.boolean() }), { minLength: 1 })

test('without anybody still there, the curve is the plain share of those kept', () => {
  fc.assert(
    fc.property(someTenures, fc.integer({ min: 0, max: 31 }), (tenures, time) => {
      const lost = tenures.map((tenure) => ({ ...tenure, lost: true }))
      const share = lost.filter((tenure) => tenure.time > time).length / lost.length
      expect(keptBeyond(kaplanMeier(lost), time)).toBeCloseTo(share, 10)
    }),
  )
})

test('the log-rank test does not mind the order or the names of groups, and finds a group like itself', () => {
  fc.assert(
    fc.property(someTenures, someTenures, (a, b) => {
      expect(logRank([a, b]).chiSquare).toBeCloseTo(logRank([b, a]).chiSquare, 6)
      expect(logRank([a, a]).chiSquare).toBeCloseTo(0, 6)
    }),
  )
})

test.each([
  [3.841458820694124, 1, 0.05],
  [5.991464547107979, 2, 0.05],
  [18.307038053275146, 10, 0.05],
  [0.4549364231195736, 1, 0.5],
  [10.827566170662733, 1, 0.001],
])('a chi-square of %d with freedom %d lies at %d', (value, freedom, p) => {
  expect(chiSquareBeyond(value, freedom)).toBeCloseTo(p, 12)
})

test('properties that say the same twice leave a model of the rest', () => {
  const subjects = [3, 5, 8, 9, 11, 14].map((time, i) => ({ time, lost: i !== 3, values: [i % 2, i % 2] }))
  const { effects, settled } = cox(subjects)
  expect(settled).toBe(true)
  expect(effects[0]!.coefficient).toBeCloseTo(
    cox(subjects.map((one) => ({ ...one, values: [one.values[0]!] }))).effects[0]!.coefficient,
    8,
  )
  expect(effects[1]!.coefficient).toBe(0)
})

const folder = path.join(sharedData, 'survival')
describe.skipIf(!existsSync(folder))('reference sets, to the digits that another engine printed', () => {
  const expected = existsSync(folder) ? JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8')) : {}
  const rows = (file: string) => {
    const [head = '', ...lines] = readFileSync(path.join(sharedData, file), 'utf8').trim().split(/\r?\n/)
    const names = head.split(',')
    return lines.map((line) => Object.fromEntries(line.split(',').map((value, at) => [names[at]!, value])))
  }
  const tenuresOf = (all: Record<string, string>[], time: string, lost: (row: Record<string, string>) => boolean) =>
    all.map((row): Tenure => ({ time: Number(row[time]), lost: lost(row) }))
  const grouped = (
    all: Record<string, string>[],
    by: string,
    keys: string[],
    of: (some: Record<string, string>[]) => Tenure[],
  ) => keys.map((key) => of(all.filter((row) => row[by] === key)))
  const closeTo = (values: readonly (number | null)[], wanted: readonly (number | null)[], digits = 6) => {
    expect(values).toHaveLength(wanted.length)
    values.forEach((value, i) => expect(value ?? Number.NaN).toBeCloseTo(wanted[i] ?? Number.NaN, digits))
  }
  const asTable = (steps: Step[], wanted: Record<string, number[]>) => {
    expect(steps.map(({ time }) => time)).toEqual(wanted['times'])
    expect(steps.map(({ atRisk }) => atRisk)).toEqual(wanted['n_risk'])
    expect(steps.map(({ lost }) => lost)).toEqual(wanted['n_event'])
    closeTo(
      steps.map(({ kept }) => kept),
      wanted['surv']!,
    )
    closeTo(
      steps.map(({ error }) => error),
      wanted['std_err']!,
    )
    closeTo(
      steps.map(({ low }) => low),
      wanted['lower_log']!,
    )
    closeTo(
      steps.map(({ high }) => high),
      wanted['upper_log']!,
    )
  }
  const asTest = (
    found: ReturnType<typeof logRank>,
    wanted: { chisq: number; df: number; p: number; observed: number[]; expected: number[] },
  ) => {
    expect(found.freedom).toBe(wanted.df)
    expect(found.observed).toEqual(wanted.observed)
    closeTo(found.expected, wanted.expected)
    expect(found.chiSquare).toBeCloseTo(wanted.chisq, 6)
    expect(found.p).toBeCloseTo(wanted.p, 9)
  }

  test('lung: curve, median, by sex', () => {
    const lung = rows('survival/lung.csv')
    const of = (some: Record<string, string>[]) => tenuresOf(some, 'time', (row) => row['status'] !== '0')
    const steps = kaplanMeier(of(lung))
    asTable(steps, expected.lung_all)
    const { median, median_lower: low, median_upper: high } = expected.lung_all
    expect(medianTenure(steps)).toEqual({ time: median, low, high })
    const sexes = grouped(lung, 'sex', ['1', '2'], of)
    asTest(logRank(sexes), expected.lung_logrank_sex)
    expect(sexes.map((tenures) => medianTenure(kaplanMeier(tenures)).time)).toEqual(expected.lung_median_by_sex)
  })

  test('waltons: two groups that differ beyond doubt', () => {
    const flies = rows('survival/waltons_dataset.csv')
    const groups = grouped(flies, 'group', ['control', 'miR-137'], (some) =>
      tenuresOf(some, 'T', (row) => Number(row['E']) === 1),
    )
    asTest(logRank(groups), expected.waltons_logrank)
    expect(groups.map((tenures) => medianTenure(kaplanMeier(tenures)).time)).toEqual([
      expected.waltons_median_by_group.control,
      expected.waltons_median_by_group.mir137,
    ])
  })

  test.each([
    ['rossi', 'week', (row: Record<string, string>) => row['arrest'] === '1', 'rossi_cox'],
    ['lung', 'time', (row: Record<string, string>) => row['status'] !== '0', 'lung_cox_age_sex'],
  ] as const)('%s: effects of proportional hazards', (file, time, isLost, key) => {
    const wanted = expected[key]
    const subjects = rows(`survival/${file}.csv`).map((row) => ({
      time: Number(row[time]),
      lost: isLost(row),
      values: (wanted.names as string[]).map((name) => Number(row[name])),
    }))
    const { effects, likelihood, concordance, settled } = cox(subjects)
    expect(settled).toBe(true)
    closeTo(
      effects.map(({ coefficient }) => coefficient),
      wanted.coef,
      7,
    )
    closeTo(
      effects.map(({ error }) => error),
      wanted.se,
      7,
    )
    closeTo(
      effects.map(({ z }) => z),
      wanted.z,
      6,
    )
    closeTo(
      effects.map(({ p }) => p),
      wanted.p,
      7,
    )
    closeTo(likelihood, wanted.loglik, 7)
    expect(concordance).toBeCloseTo(wanted.concordance, 8)
  })

  test('rossi: a curve that has not come down to a half', () => {
    const released = rows('survival/rossi.csv')
    const of = (some: Record<string, string>[]) => tenuresOf(some, 'week', (row) => row['arrest'] === '1')
    asTable(kaplanMeier(of(released)), expected.rossi_all)
    expect(medianTenure(kaplanMeier(of(released))).time).toBe(null)
    asTest(logRank(grouped(released, 'fin', ['0', '1'], of)), expected.rossi_logrank_fin)
  })

  test('five thousand telephone customers, by contract', () => {
    const customers = rows('ibm-telco/telco.csv')
    const of = (some: Record<string, string>[]) => tenuresOf(some, 'tenure', (row) => row['Churn'] === 'Yes')
    const wanted = expected.telco_shared_tenure
    const steps = kaplanMeier(of(customers).filter(({ time }) => time > 0))
    asTable(steps, wanted.all)
    expect(restrictedMean(steps, 72)).toBeCloseTo(wanted.rmst_72, 6)
    const contracts = Object.keys(wanted.by_contract_surv12)
    const groups = grouped(customers, 'Contract', contracts, (some) => of(some).filter(({ time }) => time > 0))
    closeTo(
      groups.map((tenures) => keptBeyond(kaplanMeier(tenures), 12)),
      Object.values(wanted.by_contract_surv12),
    )
    asTest(logRank(groups), wanted.logrank_contract)
  })
})

test('two-sided normal tails', () => {
  expect(normalBeyond(1.959963984540054)).toBeCloseTo(0.05, 12)
  expect(normalBeyond(-2.5758293035489)).toBeCloseTo(0.01, 12)
})
