import { dayOfYear, utcHour, type PeriodClock } from '../period-clock.js';

/** A place on earth, degrees north and east. */
export interface Site {
  readonly latitude: number;
  readonly longitude: number;
}

/** Where a module looks: degrees from the horizontal; degrees from south, west positive. */
export interface Orientation {
  readonly tilt: number;
  readonly azimuth: number;
}

const DEGREE = Math.PI / 180;
const SOLAR_CONSTANT = 1367;
const ALBEDO = 0.2;
/** inverter, wiring, temperature, dirt */
const PERFORMANCE_RATIO = 0.85;
const SAMPLES_PER_PERIOD = 4;

/** Yield of 1 kW of installed peak power in each period, kWh, under a sky that lets `transmission` through. */
export function solarYield(
  clock: PeriodClock,
  site: Site,
  orientation: Orientation,
  transmission: Float64Array,
): Float64Array {
  return transmission.map((share, t) => {
    let irradiance = 0;
    for (let sample = 0; sample < SAMPLES_PER_PERIOD; sample++) {
      const hours = (t + (sample + 0.5) / SAMPLES_PER_PERIOD) * clock.stepHours;
      irradiance += planeIrradiance(sunAt(clock, site, hours, orientation), orientation.tilt, share);
    }
    return (irradiance / SAMPLES_PER_PERIOD / 1000) * PERFORMANCE_RATIO * clock.stepHours;
  });
}

interface Sun {
  /** cosines of the angle to the vertical and to the module's normal */
  readonly zenith: number;
  readonly incidence: number;
}

/** Sun position (Cooper's declination; incidence: Duffie and Beckman, Solar Engineering, equation 1.6.2). */
function sunAt(clock: PeriodClock, site: Site, hours: number, { tilt, azimuth }: Orientation): Sun {
  const declination = 23.45 * DEGREE * Math.sin((2 * Math.PI * (285 + dayOfYear(clock, hours))) / 365);
  const hourAngle = (15 * (utcHour(clock, hours) - 12) + site.longitude) * DEGREE;
  const [sinD, cosD] = [Math.sin(declination), Math.cos(declination)];
  const [sinL, cosL] = [Math.sin(site.latitude * DEGREE), Math.cos(site.latitude * DEGREE)];
  const [sinT, cosT] = [Math.sin(tilt * DEGREE), Math.cos(tilt * DEGREE)];
  const [sinA, cosA] = [Math.sin(azimuth * DEGREE), Math.cos(azimuth * DEGREE)];
  const [sinH, cosH] = [Math.sin(hourAngle), Math.cos(hourAngle)];
  return {
    zenith: sinD * sinL + cosD * cosL * cosH,
    incidence:
      sinD * (sinL * cosT - cosL * sinT * cosA) +
      cosD * cosH * (cosL * cosT + sinL * sinT * cosA) +
      cosD * sinT * sinA * sinH,
  };
}

/** Irradiance on the module, W/m2: Haurwitz' clear sky dimmed by clouds, split after Erbs, isotropic diffuse light. */
function planeIrradiance(sun: Sun, tilt: number, transmission: number): number {
  if (sun.zenith <= 0.01) return 0;
  const horizontal = transmission * 1098 * sun.zenith * Math.exp(-0.057 / sun.zenith);
  const diffuse = horizontal * diffuseShare(horizontal / (SOLAR_CONSTANT * sun.zenith));
  const beam = (horizontal - diffuse) / Math.max(sun.zenith, 0.1);
  const cosTilt = Math.cos(tilt * DEGREE);
  return (
    beam * Math.max(0, sun.incidence) +
    (diffuse * (1 + cosTilt)) / 2 +
    (ALBEDO * horizontal * (1 - cosTilt)) / 2
  );
}

/** Diffuse part of the horizontal irradiance at clearness index k (Erbs, Klein and Duffie 1982). */
function diffuseShare(k: number): number {
  if (k <= 0.22) return 1 - 0.09 * k;
  if (k > 0.8) return 0.165;
  return 0.9511 + k * (-0.1604 + k * (4.388 + k * (-16.638 + k * 12.336)));
}
