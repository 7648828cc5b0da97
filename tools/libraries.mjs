// `npm run libraries`: which libraries run in production have a known hole, and under which licences they are.
// `npm run libraries -- --sbom FILE`: also writes them down as a bill of materials (CycloneDX). Reads the lock file alone.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { sbom: { type: 'string' } } })

/** Licences that go with Apache-2.0; a library under another one is looked at by a person before it is taken. */
const fitting =
  /^(Apache-2\.0|MIT|MIT-0|ISC|0BSD|BSD-[23]-Clause|BlueOak-1\.0\.0|CC0-1\.0|CC-BY-4\.0|Unlicense|Python-2\.0|OFL-1\.1|MPL-2\.0|PostgreSQL)$/

/** @param {string[]} args */
const npm = (...args) =>
  spawnSync('npm', [...args, '--omit=dev', '--package-lock-only', '--fetch-retries=0', '--fetch-timeout=20000'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })

/** @returns {boolean} whether there is something to do at once */
function tellHoles() {
  /** @type {{ vulnerabilities?: Record<string, { severity: string, range: string }> }} */
  let answer = {}
  try {
    answer = JSON.parse(npm('audit', '--json').stdout)
  } catch {}
  if (!answer.vulnerabilities) {
    console.log('holes: not checked, for this registry tells of none')
    return false
  }
  const holes = Object.entries(answer.vulnerabilities)
  for (const [name, { severity, range }] of holes) console.log(`hole: ${severity} ${name} ${range}`)
  if (holes.length === 0) console.log('holes: none known')
  return holes.some(([, { severity }]) => severity === 'high' || severity === 'critical')
}

/** @returns {boolean} whether a licence does not fit */
function tellLicences() {
  const text = npm('sbom', '--sbom-format=cyclonedx').stdout
  if (values.sbom) writeFileSync(values.sbom, text)
  /** @type {{ components: { name: string, licenses?: { license?: { id?: string, name?: string }, expression?: string }[] }[] }} */
  const { components } = JSON.parse(text)
  const fits = components.filter(isFitting)
  // A part for another platform is of the library whose part for this one is told; the lock file says no more of it.
  const families = new Set(fits.map(({ name }) => familyOf(name)))
  const others = components.filter((one) => !fits.includes(one) && (one.licenses || !families.has(familyOf(one.name))))
  for (const { name, licenses } of others) console.log(`licence: ${name} ${JSON.stringify(licenses ?? 'none told')}`)
  console.log(`licences: ${components.length - others.length} of ${components.length} libraries fit`)
  return others.length > 0
}

/** @param {string} name */
const familyOf = (name) => name.replace(/-(darwin|linux|win32?)-.*$/, '')

/** @param {{ licenses?: { license?: { id?: string, name?: string }, expression?: string }[] }} library */
function isFitting({ licenses = [] }) {
  const told = licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? '').join(' OR ')
  const choices = told.replaceAll(/[()]/g, '').split(' OR ')
  return choices.some((one) => one.split(' AND ').every((part) => fitting.test(part)))
}

const found = [tellHoles(), tellLicences()]
process.exit(found.includes(true) ? 1 : 0)
