// No circles between the folders of a room. Apart from the rules of files because tests stand aside here: what
// they build a case from may lie anywhere.
import files from './.dependency-cruiser.mjs';

export default {
  forbidden: [
    {
      name: 'no-circles-of-folders',
      comment: 'Folders that need each other are one folder, or hold something that belongs to a third.',
      severity: 'error',
      scope: 'folder',
      from: { path: '^([^/]+)/' },
      to: { circular: true, path: '^$1/' },
    },
  ],
  options: { ...files.options, exclude: { path: '^dist/|/test/|\\.test\\.ts$' } },
};
