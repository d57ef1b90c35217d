import { FieldError } from '../../reading/scenario-error.js';
import type { CommunityDocument } from '../schema/community-schema.js';
import type { SolarDocument } from '../schema/household-schema.js';

/** A plant of a community, and where it stands in the document. */
interface PlacedPlant {
  readonly path: readonly PropertyKey[];
  readonly plant: SolarDocument;
}

export function plantsOf({ households, dealer }: CommunityDocument): PlacedPlant[] {
  return [
    ...(dealer.pv ? [{ path: ['dealer', 'pv'], plant: dealer.pv }] : []),
    ...households.flatMap(({ pv }, g) => (pv ? [{ path: ['households', g, 'pv'], plant: pv }] : [])),
  ];
}

/** Makes sure that the weather is what `draw.weather` says. Throws `FieldError`. */
export function checkWeather(document: CommunityDocument): void {
  const plants = plantsOf(document);
  switch (document.draw?.weather) {
    case undefined:
      return;
    case 'series': {
      const synthetic = plants.find(({ plant }) => !plant.series);
      if (synthetic)
        throw new FieldError(
          synthetic.path,
          'has no series, and `draw.weather: series` wants one',
          'give it one, or say `weather: synthetic`',
        );
      return;
    }
    case 'synthetic':
      if (plants.every(({ plant }) => plant.series))
        throw new FieldError(
          ['draw', 'weather'],
          'no plant has synthetic weather: all of them have a series, or there is none',
          'say `weather: series`',
        );
  }
}
