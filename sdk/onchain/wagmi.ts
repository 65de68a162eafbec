// A connector for wagmi. Apart from all else, since nothing else needs wagmi's types.

export { type SessionConnectorParameters, sessionConnector } from './provider/wagmiConnector.ts'
