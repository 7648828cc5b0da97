import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Section } from '#web/ui/Section.tsx'
import type { Role } from '../contract.ts'
import { permissionsByResource, resources, rights } from '../core/rights.ts'
import styles from './access.module.css'

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
              {permissionsByResource.map(([resource, permissions]) => (
                <Fragment key={resource}>
                  <tr>
                    <th scope="rowgroup" colSpan={roles.length + 1} className={styles.about}>
                      {inLanguage(resources[resource], language)}
                    </th>
                  </tr>
                  {permissions.map((permission) => (
                    <tr key={permission}>
                      <th scope="row" title={inLanguage(rights[permission].tells, language)}>
                        {inLanguage(rights[permission].label, language)}
                      </th>
                      {roles.map((role) => (
                        <Mark key={role.key} may={role.permissions.includes(permission)} />
                      ))}
                    </tr>
                  ))}
                </Fragment>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </Section>
  )
}

function Mark({ may }: { may: boolean }) {
  const { t } = useTranslation('access')
  return (
    <td data-may={may || undefined}>
      <span aria-hidden="true">{may ? '●' : '–'}</span>
      <span className="visually-hidden">{may ? t('roles.yes') : t('roles.no')}</span>
    </td>
  )
}
