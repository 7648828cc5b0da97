import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const isThere = spawnSync('systemd-analyze', ['--version']).status === 0
const here = path.resolve(import.meta.dirname, '..')
const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'banso-units-'))
const units = ['banso.service', 'banso-backup.service'] as const

/** The unit for a checkout in this place. */
function placed(unit: string, change = (text: string) => text): string {
  const text = fs.readFileSync(path.join(import.meta.dirname, unit), 'utf8')
  fs.writeFileSync(path.join(directory, unit), change(text.replaceAll('/opt/banso', here)))
  return path.join(directory, unit)
}

const analyze = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync('systemd-analyze', args, { encoding: 'utf8' })
  return { good: status === 0, said: `${stdout}${stderr}` }
}

// Read by systemd's own programs; none is started, for which there is no systemd here.
describe.skipIf(!isThere)('units, as systemd reads them', () => {
  beforeAll(() => units.forEach((unit) => placed(unit)))
  afterAll(() => fs.rmSync(directory, { recursive: true }))

  test.each(units)('%s is understood to its last line, and what it starts is there', (unit) => {
    expect(analyze('verify', placed(unit))).toEqual({ good: true, said: '' })
    const broken = placed(unit, (text) => text.replace('ProtectSystem=strict', 'ProtectSystems=strict'))
    expect(analyze('verify', broken).said).toContain('ProtectSystems')
    placed(unit)
  })

  test.each(units)('%s leaves little of the machine within reach', (unit) => {
    const level = (file: string) => analyze('security', '--offline=yes', '--threshold=25', '--no-pager', file)
    expect(level(placed(unit))).toMatchObject({ good: true })
    const laxer = placed(unit, (text) => text.replace(/^(SystemCallFilter|CapabilityBoundingSet)=.*$/gm, ''))
    expect(level(laxer).good).toBe(false)
    placed(unit)
  })
})
