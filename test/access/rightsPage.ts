import { builtInRoles } from '#capabilities/access/core/roles.ts'
import {
  classWords,
  permissionsByResource,
  resources,
  rights,
  type Right,
  scopeWords,
} from '#capabilities/access/core/rights.ts'
import type { Permission } from '#kernel/exchange.ts'

const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`
const table = (head: readonly string[], rows: ReadonlyArray<readonly string[]>) =>
  [row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n')

/** docs/rights.md, made from the rights and the roles a workspace begins with. */
export function rightsPage(): string {
  const all = permissionsByResource.flatMap(([resource, permissions]) =>
    permissions.map((permission): [keyof typeof resources, Permission, Right] => [
      resource,
      permission,
      rights[permission],
    ]),
  )
  return `# Rights · 権限

Made from \`capabilities/access/core/rights.ts\`; \`npx vitest run test/access/rights.test.ts -u\` writes it anew.

## Permissions · できること

A role of a narrower reach has nothing of those that need all customers: they change or show what all customers share.

${table(
  ['about', 'permission', '日本語', 'English', 'needs all customers'],
  all.map(([resource, permission, { label, tells, needsAll }]) => [
    `${resources[resource].ja} · ${resources[resource].en}`,
    `\`${permission}\``,
    `**${label.ja}** ${tells.ja}`,
    `**${label.en}.** ${tells.en}`,
    needsAll ? 'yes' : '',
  ]),
)}

## Reach · 見える顧客の範囲

${table(
  ['reach', '日本語', 'English'],
  Object.entries(scopeWords).map(([scope, { ja, en }]) => [`\`${scope}\``, ja, en]),
)}

## Kinds of fields · 項目の種類

${table(
  ['kind', '日本語', 'English'],
  Object.entries(classWords).map(([kind, { ja, en }]) => [`\`${kind}\``, ja, en]),
)}

## Roles a workspace begins with · はじめからある役割

${table(
  ['permission', ...builtInRoles.map(({ label }) => `${label.ja} · ${label.en}`)],
  [
    ...all.map(([, permission]) => [
      `\`${permission}\``,
      ...builtInRoles.map((role) => (role.permissions.includes(permission) ? '●' : '')),
    ]),
    ['reach', ...builtInRoles.map(({ rowScope }) => `\`${rowScope}\``)],
    ['kinds of fields', ...builtInRoles.map(({ fieldClasses }) => fieldClasses.map((one) => `\`${one}\``).join(' '))],
  ],
)}
`
}
