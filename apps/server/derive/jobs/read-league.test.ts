import readLeague from './read-league.js';

const fields = '"title": "Two", "format": "self-play", "scenarios": ["blems-example"], "blocks": 1';

describe('a league file as JSON', () => {
  it('is taken, and refused where a field is given twice', async () => {
    await expect(readLeague({ text: `{"id": "one", ${fields}}`, form: 'json' })).resolves.toMatchObject({
      id: 'one',
    });
    const text = `{"id": "one", ${fields},\n "id": "two"}`;
    await expect(readLeague({ text, form: 'json' })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining("line 2: the field 'id' is given twice") as string,
    });
  });
});
