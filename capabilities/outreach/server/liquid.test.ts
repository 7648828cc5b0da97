import { expect, test } from 'vitest'
import { onboardingPlan } from '#capabilities/plans/core/ready/onboarding.ts'
import { flawsOf } from '../core/sequence.ts'
import { onboardingMails } from '../core/ready/sequences.ts'
import { readyTemplates } from '../core/ready/templates.ts'
import { isHeldOut } from '../core/stable.ts'
import { fields } from '../core/template.ts'
import { fill, flawsOfText, Shown } from './liquid.ts'

const arr = new Shown(1_234_567, '¥1,234,567')
const scope = { fields: { facts: { arr }, contact: { name: '山田 <b>\uE000x' } }, blocks: {} }
const made = (text: string) => {
  const filled = fill(text, scope)
  return filled.ok ? filled.made : `${filled.rule} ${filled.field}`
}

test('values are written as people read them and compare as what they are', () => {
  expect(made('{{ facts.arr }}{% if facts.arr > 1000000 %}!{% endif %}')).toBe('¥1,234,567!')
  expect(made('{{ contact.name | sama }}')).toBe('山田 <b>x 様')
})

test('a field that is not known stops the mail and names itself, unless the text says what instead', () => {
  expect(made('{{ contact.kana }}')).toBe('missing_value contact.kana')
  expect(made('{{ contact.kana | default: contact.name }}')).toBe('山田 <b>x')
  expect(made('{% if contact.kana %}a{% else %}b{% endif %}')).toBe('b')
  expect(made('{% plan_progress %}')).toBe('missing_value plan_progress')
})

test('a text can reach nothing else, and cannot run for ever', () => {
  expect(made('{{ contact.constructor }}{{ contact.__proto__ }}')).toMatch(/^missing_value/)
  expect(made('{% for i in (1..100000000) %}x{% endfor %}')).toMatch(/^template_broken/)
  for (const text of ['{% include "a" %}', '{% render "a" %}', '{{ contact.name | raw }}'])
    expect(made(text)).toMatch(/^template_broken/)
})

test('what is wrong with a text is told with its line', () => {
  expect(flawsOfText('a\n{{ contact.nmae }}', (name) => name in fields)).toEqual([
    { rule: 'unknown_field', line: 2, value: 'contact.nmae' },
  ])
  expect(flawsOfText('a\n{% if today %}', () => true)).toMatchObject([{ rule: 'syntax', line: 2 }])
})

test('the ready-made templates and the ready-made sequence are sound', () => {
  const isKnown = (name: string) => name in fields || name === 'facts.contract.renewal_on'
  const texts = readyTemplates.flatMap(({ subject, body }) => [subject.ja, subject.en, body.ja, body.en])
  expect(texts.flatMap((text) => flawsOfText(text, isKnown))).toEqual([])
  const steps = new Set(onboardingPlan.stages.flatMap((stage) => stage.steps.map(({ key }) => key)))
  const templates = new Set(readyTemplates.map(({ key }) => key))
  expect(flawsOf(onboardingMails, { templates, steps })).toEqual([])
})

test('the same customers are held out whenever it is asked, about as many as wanted', () => {
  const ids = Array.from({ length: 4000 }, (_, at) => `account ${at}`)
  const held = ids.filter((id) => isHeldOut('onboarding', id, 20))
  expect(held.length).toBeGreaterThan(700)
  expect(held.length).toBeLessThan(900)
  expect(ids.filter((id) => isHeldOut('onboarding', id, 0))).toEqual([])
})
