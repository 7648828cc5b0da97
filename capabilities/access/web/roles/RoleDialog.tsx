import { Checkbox } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type FieldClass, fieldClasses, type Permission, type RowScope, rowScopes } from '#kernel/exchange.ts'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { ChoiceField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { may, useFormat, useSession } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import type { Role } from '#capabilities/access/contract.ts'
import {
  classTells,
  classWords,
  permissionsByResource,
  resources,
  rights,
  scopeWords,
} from '#capabilities/access/core/rights.ts'
import { access } from '#capabilities/access/web/access.ts'
import styles from './RoleDialog.module.css'

/** Asks what a role is called, which customers it reaches and what it may do. */
export function RoleDialog({ role, copies, onClose }: { role: Role; copies: boolean; onClose: () => void }) {
  const { t } = useTranslation('access')
  const { language } = useFormat()
  const title = t(copies ? 'roles.copyTitle' : 'roles.editTitle', { name: inLanguage(role.label, language) })
  return (
    <Dialog opened onClose={onClose} title={title} size={640}>
      <RoleForm role={role} copies={copies} onClose={onClose} />
    </Dialog>
  )
}

type Values = {
  ja: string
  en: string
  rowScope: string
  fieldClasses: readonly FieldClass[]
  permissions: readonly Permission[]
}

function RoleForm({ role, copies, onClose }: { role: Role; copies: boolean; onClose: () => void }) {
  const { t } = useTranslation('access')
  const { language } = useFormat()
  const queries = useQueryClient()
  const needed = (text: string) => (text.trim() ? undefined : t('profile.needed'))
  const form = useForm<Values>({
    initial: {
      ja: copies ? '' : role.label.ja,
      en: copies ? '' : role.label.en,
      rowScope: role.rowScope,
      fieldClasses: role.fieldClasses,
      permissions: role.permissions,
    },
    check: ({ ja, en }) => ({ ja: needed(ja), en: needed(en) }),
    send: async ({ ja, en, rowScope, ...values }) => {
      const [permissions, seen] = [[...values.permissions], [...values.fieldClasses]]
      const told = { label: { ja, en }, rowScope: rowScope as RowScope, permissions, fieldClasses: seen }
      const again = () => queries.invalidateQueries({ queryKey: access.roles.key() })
      if (copies) await access.roles.create.call({ from: role.key, ...told })
      else await access.roles.update.call({ key: role.key, ...told })
      await again()
      const { key, label, permissions: before, rowScope: was, fieldClasses: saw } = role
      const undo = () =>
        access.roles.update
          .call({ key, label, permissions: [...before], rowScope: was, fieldClasses: [...saw] })
          .then(again)
      toast(t(copies ? 'roles.made' : 'roles.changed', { name: language === 'en' ? en : ja }), copies ? {} : { undo })
      onClose()
    },
  })
  return (
    <Form form={form} send={t(copies ? 'roles.makeSend' : 'roles.save')} onCancel={onClose}>
      <FieldRow>
        <TextField form={form} name="ja" label={t('roles.nameJa')} required autoFocus />
        <TextField form={form} name="en" label={t('roles.nameEn')} required />
      </FieldRow>
      <ChoiceField
        form={form}
        name="rowScope"
        label={t('roles.scope')}
        help={t('roles.scopeHelp')}
        choices={rowScopes.map((scope) => ({ value: scope, label: inLanguage(scopeWords[scope], language) }))}
      />
      <FieldClasses given={form.values.fieldClasses} onChange={(seen) => form.set('fieldClasses', seen)} />
      <Permissions
        given={form.values.permissions}
        reachesAll={form.values.rowScope === 'all'}
        onChange={(permissions) => form.set('permissions', permissions)}
      />
    </Form>
  )
}

/** Which kinds of fields the role sees; those that one does not see oneself can't be ticked. */
function FieldClasses({
  given,
  onChange,
}: {
  given: readonly FieldClass[]
  onChange: (seen: readonly FieldClass[]) => void
}) {
  const { t } = useTranslation('access')
  const { language } = useFormat()
  const me = useSession()
  return (
    <div className={styles.rights}>
      <fieldset>
        <legend>{t('roles.sees')}</legend>
        {fieldClasses.map((one) => {
          const mine = me.fieldClasses.includes(one)
          return (
            <Checkbox
              key={one}
              size="xs"
              label={inLanguage(classWords[one], language)}
              description={mine ? inLanguage(classTells[one], language) : t('roles.notYours')}
              disabled={!mine}
              checked={mine && given.includes(one)}
              onChange={({ currentTarget: { checked } }) =>
                onChange(checked ? [...given, one] : given.filter((other) => other !== one))
              }
            />
          )
        })}
      </fieldset>
    </div>
  )
}

/** What can be allowed, by what it is about. What the reach rules out, and what one may not do oneself, can't be ticked. */
function Permissions({
  given,
  reachesAll,
  onChange,
}: {
  given: readonly Permission[]
  reachesAll: boolean
  onChange: (permissions: readonly Permission[]) => void
}) {
  const { t } = useTranslation('access')
  const { language } = useFormat()
  const me = useSession()
  const whyNot = (permission: Permission) => {
    if (!may(me, permission)) return t('roles.notYours')
    return rights[permission].needsAll && !reachesAll ? t('roles.needsAll') : null
  }
  return (
    <div className={styles.rights}>
      {permissionsByResource.map(([resource, permissions]) => (
        <fieldset key={resource}>
          <legend>{inLanguage(resources[resource], language)}</legend>
          {permissions.map((permission) => {
            const why = whyNot(permission)
            const { label, tells } = rights[permission]
            return (
              <Checkbox
                key={permission}
                size="xs"
                label={inLanguage(label, language)}
                description={why ?? inLanguage(tells, language)}
                disabled={why !== null}
                checked={why === null && given.includes(permission)}
                onChange={({ currentTarget: { checked } }) =>
                  onChange(checked ? [...given, permission] : given.filter((one) => one !== permission))
                }
              />
            )
          })}
        </fieldset>
      ))}
    </div>
  )
}
