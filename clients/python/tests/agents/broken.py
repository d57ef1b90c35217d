import gridleague

agent = gridleague.NoSuchName
