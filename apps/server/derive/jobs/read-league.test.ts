import readLeague from './read-league.js';

const fields = '"title": "Two", "format": "self-play", "scenarios": ["blems-example"], "blocks": 1';

describe('a league file', () => {
  it('is taken, and refused where a field is given twice', async () => {
    await expect(readLeague({ text: `{"id": "one", ${fields}}`, form: 'json' })).resolves.toMatchObject({
      id: 'one',
    });
    const text = `{"id": "one", ${fields},\n "id": "two"}`;
    await expect(readLeague({ text, form: 'json' })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining("line 2: the field 'id' is given twice") as string,
    });
    const yaml = 'id: one\ntitle: Two\nid: two\n';
    await expect(readLeague({ text: yaml, form: 'yaml' })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining("line 3: the field 'id' is given twice") as string,
    });
  });
});
