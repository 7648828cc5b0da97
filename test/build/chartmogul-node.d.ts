/** What the tests ask of ChartMogul's client, which comes without types. Its answers are what the server says: anything. */
declare module 'chartmogul-node' {
  class Config {
    constructor(apiKey: string, apiBase?: string)
    retries?: number
  }
  // oxlint-disable-next-line typescript/no-explicit-any -- an answer is looked at part by part
  type Ask = (config: Config, ...asked: readonly unknown[]) => Promise<any>
  const client: {
    Config: typeof Config
    Ping: { ping: Ask }
    DataSource: { create: Ask; all: Ask; retrieve: Ask; destroy: Ask }
    Customer: { create: Ask; all: Ask; retrieve: Ask; search: Ask; modify: Ask }
    Plan: { create: Ask; all: Ask; retrieve: Ask; modify: Ask }
    Invoice: { create: Ask; all: Ask; updateStatus: Ask; destroy: Ask }
    Subscription: { cancel: Ask }
    Transaction: { create: Ask }
    Opportunity: { all: Ask }
    Metrics: { all: Ask; mrr: Ask; ltv: Ask; customerCount: Ask }
  }
  export default client
}
