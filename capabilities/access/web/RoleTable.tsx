import { useTranslation } from 'react-i18next'
import { type Permission, permissions } from '#kernel/exchange.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Section } from '#web/ui/Section.tsx'
import type { Role } from '../contract.ts'
import styles from './access.module.css'

type Dashed<Text extends string> = Text extends `${infer Head}.${infer Tail}` ? `${Head}-${Tail}` : Text
const dashed = (permission: Permission) => permission.replace('.', '-') as Dashed<Permission>

/** Which role may do what, as a table. */
export function RoleTable({ roles }: { roles: readonly Role[] }) {
  const { t } = useTranslation('access')
  const { language } = useFormat()
  return (
    <Section title={t('roles.title')}>
      <details className={styles.roles}>
        <summary>{t('roles.show')}</summary>
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('roles.title')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('roles.permission')}</th>
                {roles.map(({ key, label }) => (
                  <th key={key} scope="col">
                    {inLanguage(label, language)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {permissions.map((permission) => (
                <tr key={permission}>
                  <th scope="row">{t(`permissions.${dashed(permission)}`)}</th>
                  {roles.map((role) => {
                    const may = role.permissions.includes(permission)
                    return (
                      <td key={role.key} data-may={may || undefined}>
                        <span aria-hidden="true">{may ? '●' : '–'}</span>
                        <span className="visually-hidden">{may ? t('roles.yes') : t('roles.no')}</span>
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </Section>
  )
}
