import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { ask } from '../api/http.ts';

/** Ends the session and forgets everything that was read in it. */
export const useSignOut = (): (() => Promise<void>) => {
  const client = useQueryClient();
  return useCallback(async () => {
    await ask('DELETE', '/session').catch(() => undefined);
    client.clear();
    await client.refetchQueries({ queryKey: ['me'] });
    location.hash = '';
    location.reload();
  }, [client]);
};
