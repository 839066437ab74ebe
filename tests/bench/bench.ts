import type { Profile } from './options.ts';
import type { Place } from './place.ts';
import type { Side } from './side.ts';

/** What every phase works with. */
export type Bench = {
  readonly profile: Profile;
  readonly place: Place;
  readonly cores: number;
  readonly ours: Side;
  readonly bare: Side;
  readonly say: (progress: string) => void;
};
