import type { FastifyInstance } from 'fastify'
import { asShown } from '#platform/http/problem.ts'
import type { RawRoutes } from '#platform/http/raw.ts'
import type { BillingTools } from '../door.ts'
import { mount, Refusal } from './answer.ts'
import { createCustomer, listCustomers, retrieveCustomer, searchCustomers, updateCustomer } from './customers.ts'
import { createDataSource, destroyDataSource, listDataSources, retrieveDataSource } from './dataSources.ts'
import { listCustomerInvoices, listInvoices, retrieveInvoice } from './invoiceRead.ts'
import { destroyInvoice, importInvoices, setInvoiceDisabled, setInvoiceStatus } from './invoiceWrite.ts'
import { awaitLedger, readMetrics } from './metrics.ts'
import { createPlan, listPlans, retrievePlan, updatePlan } from './plans.ts'
import { cancelSubscription, listSubscriptions } from './subscriptions.ts'
import { createTransaction } from './transactions.ts'

/**
 * What a client of ChartMogul speaks with, at the paths it speaks with: its library leaves out any path of the address it is
 * given. Invoices come in, figures of MRR go out.
 */
export function chartMogulRoutes(tools: BillingTools): RawRoutes {
  return (app) => {
    app.decorateRequest('billingSource', null)
    app.setErrorHandler((error, request, reply) => {
      if (error instanceof Refusal) return reply.code(error.status).send(error.body)
      const shown = asShown(error)
      if (shown.status >= 500) request.log.error({ part: 'billing', err: error }, 'billing data could not be taken')
      return reply.code(shown.status).send({ code: shown.status, message: shown.message, param: null })
    })
    taken(app, tools)
    told(app, tools)
    // What Banso has nothing of is said in words. (With a 5xx clients would ask again for minutes.)
    const method = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
    const nothing = async () => {
      throw new Refusal(404, 'Banso does not have this part of the API of ChartMogul.')
    }
    app.route({ method, url: '/v1/*', config: { mayCall: 'anybody' }, handler: nothing })
  }
}

/** What comes in, or is changed. */
function taken(app: FastifyInstance, tools: BillingTools): void {
  mount(app, tools, 'POST', '/v1/data_sources', createDataSource)
  mount(app, tools, 'DELETE', '/v1/data_sources/:uuid', destroyDataSource)
  mount(app, tools, 'PUT', '/v1/data_sources/:source/invoices/:externalId/status', setInvoiceStatus)
  mount(app, tools, 'POST', '/v1/customers', createCustomer)
  mount(app, tools, 'PATCH', '/v1/customers/:uuid', updateCustomer)
  mount(app, tools, 'PUT', '/v1/customers/:uuid', updateCustomer)
  mount(app, tools, 'POST', '/v1/plans', createPlan)
  mount(app, tools, 'PATCH', '/v1/plans/:uuid', updatePlan)
  mount(app, tools, 'PUT', '/v1/plans/:uuid', updatePlan)
  mount(app, tools, 'POST', '/v1/import/customers/:uuid/invoices', importInvoices)
  mount(app, tools, 'DELETE', '/v1/invoices/:uuid', destroyInvoice)
  mount(app, tools, 'PATCH', '/v1/invoices/:uuid/disabled_state', setInvoiceDisabled)
  mount(app, tools, 'POST', '/v1/import/invoices/:uuid/transactions', createTransaction)
  mount(app, tools, 'PATCH', '/v1/import/subscriptions/:uuid', cancelSubscription)
}

/** What is told. */
function told(app: FastifyInstance, tools: BillingTools): void {
  mount(app, tools, 'GET', '/v1/ping', async () => ({ body: { data: 'pong!' } }))
  mount(app, tools, 'GET', '/v1/data_sources', listDataSources)
  mount(app, tools, 'GET', '/v1/data_sources/:uuid', retrieveDataSource)
  mount(app, tools, 'GET', '/v1/customers', listCustomers)
  mount(app, tools, 'GET', '/v1/customers/search', searchCustomers)
  mount(app, tools, 'GET', '/v1/customers/:uuid', retrieveCustomer)
  mount(app, tools, 'GET', '/v1/plans', listPlans)
  mount(app, tools, 'GET', '/v1/plans/:uuid', retrievePlan)
  mount(app, tools, 'GET', '/v1/import/customers/:uuid/invoices', listCustomerInvoices)
  mount(app, tools, 'GET', '/v1/invoices', listInvoices)
  mount(app, tools, 'GET', '/v1/invoices/:uuid', retrieveInvoice)
  mount(app, tools, 'GET', '/v1/import/customers/:uuid/subscriptions', listSubscriptions)
  mount(app, tools, 'GET', '/v1/metrics/:action', readMetrics, awaitLedger)
}
