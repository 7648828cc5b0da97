import { addDays, addMonths, type Day, daysBetween } from '#kernel/day.ts'
import { type Arc, arcs, turnOf } from './arc.ts'
import { type Contract, contractOf } from './contract.ts'
import type { Random } from './random.ts'
import { departments, families, givens, places, purposes, regions, trades } from './words.ts'

export type Role = 'decision_maker' | 'promoter' | 'operator' | 'champion' | 'user'
export type Person = {
  id: string
  name: string
  nameKana: string
  email: string
  department: string
  title: string
  roles: Role[]
  influence: number
  attitude: 'supporter' | 'neutral' | 'opponent'
  leftOn: Day | null
}
export type Customer = {
  id: string
  number: string
  name: string
  nameKana: string
  nameEn: string
  domain: string
  corporateNumber: string
  industry: string
  season: (typeof trades)[number]['season']
  employees: number
  region: string
  touchModel: 'high' | 'low' | 'tech'
  purpose: string
  businessIssues: string
  goals: string
  signedUpOn: Day
  arc: Arc
  turnWeek: number
  recovers: boolean
  csm: number | null
  people: Person[]
  contract: Contract
}

/** A corporate number with its check digit (National Tax Agency rule) made from 12 lower digits. */
function corporateNumber(lower: string): string {
  let sum = 0
  for (let i = 1; i <= 12; i++) sum += Number(lower[12 - i]) * (i % 2 === 1 ? 1 : 2)
  return `${9 - (sum % 9)}${lower}`
}

const titles: Record<Role, readonly string[]> = {
  decision_maker: ['部長', '取締役', '事業部長'],
  promoter: ['課長', '課長代理', '室長'],
  operator: ['主任', '係長', ''],
  champion: ['主任', '課長'],
  user: ['', '主任'],
}

function person(random: Random, newId: () => string, domain: string, roles: Role[], index: number, arc: Arc): Person {
  const [family, familyKana] = random.pick(families)
  const [given, givenKana] = random.pick(givens)
  const main = roles[0]!
  return {
    id: newId(),
    name: `${family} ${given}`,
    nameKana: `${familyKana} ${givenKana}`,
    email: `${main.split('_')[0]}${index}@${domain}`,
    department: main === 'decision_maker' ? '業務改善本部' : random.pick(departments),
    title: random.pick(titles[main]),
    roles,
    influence: main === 'decision_maker' ? 5 : main === 'promoter' ? 4 : random.whole(1, 3),
    attitude:
      arc === 'growing'
        ? 'supporter'
        : random.weighed([
            ['supporter', 4],
            ['neutral', 5],
            ['opponent', 1],
          ] as const),
    leftOn: null,
  }
}

function peopleOf(
  random: Random,
  newId: () => string,
  arc: Arc,
  touch: Customer['touchModel'],
  domain: string,
): Person[] {
  const oneForTwo = arc === 'slow_start' && random.chance(0.7)
  const people = [
    person(random, newId, domain, ['decision_maker'], 1, arc),
    person(random, newId, domain, oneForTwo ? ['promoter', 'operator'] : ['promoter'], 2, arc),
  ]
  if (!oneForTwo) people.push(person(random, newId, domain, ['operator'], 3, arc))
  if (arc === 'growing' || arc === 'champion_left') people.push(person(random, newId, domain, ['champion'], 4, arc))
  const more = touch === 'high' ? random.whole(2, 5) : touch === 'low' ? random.whole(0, 2) : 0
  for (let i = 0; i < more; i++) people.push(person(random, newId, domain, ['user'], 5 + i, arc))
  return people
}

const words = trades.flatMap((trade) => trade.words.map((word) => ({ word, trade })))

/** The demo company's customers: the same for the same seed and day. `index` counts from 0; ids are handed in. */
export function customerOf(index: number, random: Random, newId: () => string, today: Day, staff: number): Customer {
  const turn = (index * 273 + 11) % (places.length * words.length) // 273 shares no factor with the count: all differ
  const place = places[turn % places.length]!
  const { word, trade } = words[Math.floor(turn / places.length)]!
  const form = random.weighed([
    ['before', 5],
    ['after', 4],
    ['short', 1],
  ] as const)
  const core = `${place[0]}${word[0]}`
  const touchModel = random.weighed([
    ['high', 12],
    ['low', 38],
    ['tech', 50],
  ] as const)
  const arc = random.weighed(arcs)
  const signedUpOn = addMonths(`${addDays(today, -7).slice(0, 7)}-01` as Day, -random.whole(0, 35))
  const weeks = Math.floor(daysBetween(signedUpOn, today) / 7)
  const turnWeek = turnOf(arc, weeks, random)
  const recovers = random.chance(arc === 'silent_executive' ? 0.35 : 0.45)
  const domain = `${place[2].toLowerCase()}-${word[2].toLowerCase().replaceAll(' ', '')}${index}.example.jp`
  const [purpose, businessIssues, goals] = random.pick(purposes)
  const people = peopleOf(random, newId, arc, touchModel, domain)
  const turnOn = Number.isFinite(turnWeek) ? addDays(signedUpOn, turnWeek * 7) : null
  if (arc === 'champion_left' && turnOn && turnOn < today)
    people.find((p) => p.roles.includes('champion'))!.leftOn = turnOn
  return {
    id: newId(),
    number: `JN-${String(1001 + index)}`,
    name: form === 'before' ? `株式会社${core}` : form === 'after' ? `${core}株式会社` : `${core}(株)`,
    nameKana: `${place[1]}${word[1]}`,
    nameEn: `${place[2]} ${word[2]}`,
    domain,
    corporateNumber: corporateNumber(String(810_000_000_000 + index * 7919)),
    industry: trade.industry,
    season: trade.season,
    employees:
      touchModel === 'high'
        ? random.whole(400, 3200)
        : touchModel === 'low'
          ? random.whole(80, 600)
          : random.whole(12, 150),
    region: random.pick(regions),
    touchModel,
    purpose,
    businessIssues,
    goals,
    signedUpOn,
    arc,
    turnWeek,
    recovers,
    csm: random.chance(0.03) ? null : index % staff,
    people,
    contract: contractOf({ random, newId, arc, turnOn, recovers, touchModel, signedUpOn, today }),
  }
}
