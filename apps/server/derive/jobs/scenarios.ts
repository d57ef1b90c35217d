export { scenarioSizes as default } from '#leagues/scenario-files/scenario-sizes.js';
