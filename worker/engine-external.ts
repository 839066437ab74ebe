import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { ClientConnectConfig } from '@temporalio/envconfig';

/** As `Connection.connect` and `NativeConnection.connect` take it. */
export type EngineConnection = ClientConnectConfig['connectionOptions'];

export type ExternalEngine = {
  readonly address: string;
  readonly namespace: string;
  readonly connection: EngineConnection;
};

/**
 * The engine that the environment names: TEMPORAL_ADDRESS and its companions, or a profile of the Temporal
 * configuration file (TEMPORAL_CONFIG_FILE, TEMPORAL_PROFILE). Undefined if none names an address.
 */
export const externalEngine = (): ExternalEngine | undefined => {
  const { connectionOptions, namespace } = loadClientConnectConfig();
  const address = connectionOptions.address;
  if (address === undefined || address === '') return undefined;
  return { address, namespace: namespace ?? 'default', connection: connectionOptions };
};
