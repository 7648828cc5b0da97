import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import type { Permission } from '#kernel/exchange.ts'

/** A part of the settings: what it shows, and who has it in the menu. Its name stands in `copy.ja.ts` under `settingsParts`. */
export type SettingsPart = {
  key:
    | 'profile'
    | 'workspace'
    | 'people'
    | 'teams'
    | 'roles'
    | 'signIn'
    | 'fields'
    | 'facts'
    | 'metrics'
    | 'products'
    | 'checks'
    | 'billing'
    | 'segments'
    | 'scorecards'
    | 'proof'
    | 'rules'
    | 'plans'
    | 'expansion'
    | 'revenue'
    | 'mail'
    | 'keys'
    | 'webhooks'
    | 'changes'
    | 'privacy'
    | 'incident'
    | 'limits'
  group: SettingsGroup
  needs?: Permission
  component: LazyExoticComponent<ComponentType>
}

/** What the parts are about, in the order of the menu: oneself, the company, what is known of customers, what is made of it. */
export const settingsGroups = ['mine', 'company', 'known', 'judged'] as const
type SettingsGroup = (typeof settingsGroups)[number]

/** All parts, in the order of the menu. */
export const settingsParts: readonly SettingsPart[] = [
  {
    key: 'profile',
    group: 'mine',
    component: lazy(async () => ({
      default: (await import('#capabilities/access/web/ProfileSettings.tsx')).ProfileSettings,
    })),
  },
  {
    key: 'workspace',
    group: 'company',
    component: lazy(async () => ({
      default: (await import('#capabilities/access/web/WorkspaceSettings.tsx')).WorkspaceSettings,
    })),
  },
  {
    key: 'people',
    group: 'company',
    component: lazy(async () => ({
      default: (await import('#capabilities/access/web/PeopleSettings.tsx')).PeopleSettings,
    })),
  },
  {
    key: 'teams',
    group: 'company',
    needs: 'people.manage',
    component: lazy(async () => ({
      default: (await import('#capabilities/access/web/teams/TeamSettings.tsx')).TeamSettings,
    })),
  },
  {
    key: 'roles',
    group: 'company',
    needs: 'people.manage',
    component: lazy(async () => ({
      default: (await import('#capabilities/access/web/roles/RoleSettings.tsx')).RoleSettings,
    })),
  },
  {
    key: 'signIn',
    group: 'company',
    needs: 'workspace.manage',
    component: lazy(async () => ({
      default: (await import('#capabilities/access/web/policy/SignInSettings.tsx')).SignInSettings,
    })),
  },
  {
    key: 'changes',
    group: 'company',
    needs: 'audit.read',
    component: lazy(async () => ({
      default: (await import('#capabilities/access/web/AuditSettings.tsx')).AuditSettings,
    })),
  },
  {
    key: 'privacy',
    group: 'company',
    needs: 'workspace.manage',
    component: lazy(async () => ({
      default: (await import('./Privacy.tsx')).Privacy,
    })),
  },
  {
    key: 'incident',
    group: 'company',
    needs: 'workspace.manage',
    component: lazy(async () => ({
      default: (await import('#capabilities/access/web/privacy/incident/IncidentSettings.tsx')).IncidentSettings,
    })),
  },
  {
    key: 'limits',
    group: 'company',
    needs: 'workspace.manage',
    component: lazy(async () => ({
      default: (await import('#capabilities/limits/web/LimitsSettings.tsx')).LimitsSettings,
    })),
  },
  {
    key: 'mail',
    group: 'company',
    needs: 'outreach.manage',
    component: lazy(async () => ({
      default: (await import('#capabilities/outreach/web/delivery/DeliverySettings.tsx')).DeliverySettings,
    })),
  },
  {
    key: 'keys',
    group: 'company',
    component: lazy(async () => ({
      default: (await import('#capabilities/connect/web/keys/KeySettings.tsx')).KeySettings,
    })),
  },
  {
    key: 'webhooks',
    group: 'company',
    needs: 'workspace.manage',
    component: lazy(async () => ({
      default: (await import('#capabilities/connect/web/webhooks/WebhookSettings.tsx')).WebhookSettings,
    })),
  },
  {
    key: 'revenue',
    group: 'company',
    needs: 'accounts.read',
    component: lazy(async () => ({
      default: (await import('#capabilities/revenue/web/revenue/conventions/ConventionSettings.tsx'))
        .ConventionSettings,
    })),
  },
  {
    key: 'fields',
    group: 'known',
    needs: 'accounts.read',
    component: lazy(async () => ({
      default: (await import('#capabilities/accounts/web/fields/FieldSettings.tsx')).FieldSettings,
    })),
  },
  {
    key: 'facts',
    group: 'known',
    needs: 'accounts.read',
    component: lazy(async () => ({
      default: (await import('#capabilities/facts/web/catalogue/FactCatalogue.tsx')).FactCatalogue,
    })),
  },
  {
    key: 'segments',
    group: 'known',
    needs: 'accounts.read',
    component: lazy(async () => ({
      default: (await import('#capabilities/facts/web/segments/Segments.tsx')).Segments,
    })),
  },
  {
    key: 'metrics',
    group: 'known',
    needs: 'accounts.read',
    component: lazy(async () => ({
      default: (await import('#capabilities/usage/web/metrics/MetricSettings.tsx')).MetricSettings,
    })),
  },
  {
    key: 'products',
    group: 'known',
    needs: 'accounts.read',
    component: lazy(async () => ({
      default: (await import('#capabilities/revenue/web/catalogue/Catalogue.tsx')).Catalogue,
    })),
  },
  {
    key: 'billing',
    group: 'known',
    needs: 'ingest.read',
    component: lazy(async () => ({
      default: (await import('#capabilities/revenue/web/billing/BillingSettings.tsx')).BillingSettings,
    })),
  },
  {
    key: 'checks',
    group: 'known',
    needs: 'accounts.read',
    component: lazy(async () => ({
      default: (await import('#capabilities/revenue/web/checks/ContractChecks.tsx')).ContractChecks,
    })),
  },
  {
    key: 'scorecards',
    group: 'judged',
    needs: 'health.read',
    component: lazy(async () => ({
      default: (await import('#capabilities/health/web/Scorecards.tsx')).Scorecards,
    })),
  },
  {
    key: 'proof',
    group: 'judged',
    needs: 'health.read',
    component: lazy(async () => ({
      default: (await import('#capabilities/health/web/proof/Proof.tsx')).Proof,
    })),
  },
  {
    key: 'rules',
    group: 'judged',
    needs: 'signals.read',
    component: lazy(async () => ({
      default: (await import('#capabilities/cockpit/web/Rules.tsx')).Rules,
    })),
  },
  {
    key: 'plans',
    group: 'company',
    needs: 'accounts.read',
    component: lazy(async () => ({
      default: (await import('#capabilities/plans/web/templates/PlanSettings.tsx')).PlanSettings,
    })),
  },
  {
    key: 'expansion',
    group: 'judged',
    needs: 'accounts.read',
    component: lazy(async () => ({
      default: (await import('#capabilities/renewals/web/expansion/ExpansionSettings.tsx')).ExpansionSettings,
    })),
  },
]
