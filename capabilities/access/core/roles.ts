import { type FieldClass, fieldClasses, type Permission, permissions, type RowScope } from '#kernel/exchange.ts'
import { rights } from './rights.ts'

/** How much somebody may do. */
export type Allowance = {
  readonly permissions: readonly Permission[]
  /** Which customers it reaches. */
  readonly rowScope: RowScope
  /** Which kinds of fields it sees. */
  readonly fieldClasses: readonly FieldClass[]
}

/** A named allowance. Each workspace keeps its own copy as data; these are the ones it starts with. */
export type Role = Allowance & {
  readonly key: string
  readonly label: { readonly ja: string; readonly en: string }
}

const reading = ['accounts.read', 'journey.read', 'health.read', 'signals.read'] satisfies Permission[]
const writing = ['accounts.write', 'accounts.create'] satisfies Permission[]
const working = [...reading, ...writing, 'accounts.export', 'ctas.work', 'journey.move'] satisfies Permission[]

/** The role that may do everything, and of which a workspace always has somebody. */
export const adminRole = 'admin'

const inside: readonly Pick<Role, 'key' | 'label' | 'permissions'>[] = [
  { key: adminRole, label: { ja: '管理者', en: 'Administrator' }, permissions },
  {
    key: 'cs_ops',
    label: { ja: 'CS Ops', en: 'CS Ops' },
    permissions: permissions.filter(
      (permission) => permission !== 'workspace.manage' && permission !== 'people.manage',
    ),
  },
  {
    key: 'leader',
    label: { ja: 'CSリーダー', en: 'CS leader' },
    permissions: [
      ...working,
      'audit.read',
      'views.share',
      'segments.manage',
      'ingest.read',
      'health.manage',
      'signals.manage',
      'content.manage',
      'outreach.manage',
    ],
  },
  { key: 'csm', label: { ja: 'カスタマーサクセスマネージャー', en: 'Customer success manager' }, permissions: working },
  {
    key: 'scaled_csm',
    label: { ja: 'テックタッチ担当', en: 'Scaled customer success manager' },
    permissions: [
      ...working,
      'views.share',
      'segments.manage',
      'ingest.read',
      'signals.manage',
      'content.manage',
      'outreach.manage',
    ],
  },
  { key: 'renewal_manager', label: { ja: '更新マネージャー', en: 'Renewal manager' }, permissions: working },
  {
    key: 'support_agent',
    label: { ja: 'カスタマーサポート', en: 'Support agent' },
    permissions: [...reading, ...writing, 'ctas.work'],
  },
  {
    key: 'architect',
    label: { ja: 'サクセスアーキテクト', en: 'Success architect' },
    permissions: [...reading, ...writing, 'ctas.work', 'journey.move', 'ingest.read'],
  },
  { key: 'viewer', label: { ja: '閲覧者', en: 'Viewer' }, permissions: reading },
]

/** Roles that every workspace has. Ours reach all customers; a partner's people reach those handed to them. */
export const builtInRoles: readonly Role[] = [
  ...inside.map((role): Role => ({ ...role, rowScope: 'all', fieldClasses })),
  {
    key: 'partner',
    label: { ja: 'パートナー', en: 'Partner' },
    permissions: [...reading, 'ctas.work'],
    rowScope: 'partner',
    fieldClasses: ['personal'],
  },
]

/** What a role allows: of its permissions those that make sense within its reach. The rest changes what all customers share. */
export function allowed({
  permissions: given,
  rowScope,
}: Pick<Role, 'permissions' | 'rowScope'>): readonly Permission[] {
  return rowScope === 'all' ? given : given.filter((permission) => !rights[permission].needsAll)
}
