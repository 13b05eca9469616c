// Every route, in the states it can be in: [address, status]. Addresses name what the shipped journeys hold.
export const routes = [
  ['/', 200],
  ['/journeys', 200], ['/journeys?sort=-stagesCount&journeyKind=URGENT', 200], ['/journeys?q=zebra', 200],
  ['/journeys/maternity', 200], ['/journeys/maternity/steps', 200], ['/journeys/maternity/table', 200],
  ['/journeys/maternity/matrix', 200], ['/journeys/maternity/matrix?measure=maturity', 200], ['/journeys/maternity/matrix?measure=colour', 400],
  ['/journeys/maternity/flow', 200], ['/journeys/maternity/stages/3', 200], ['/journeys/maternity/stages/99', 404],
  ['/journeys/nhs-111-to-care', 200],
  ['/journeys/maternity?trace=business-capability:book-appointments', 200], ['/journeys/maternity?trace=zebra', 400],
  ['/journeys/maternity?trace=business-capability:mammography', 200], ['/journeys/maternity?focus=stage:maternity/booking', 200],
  ['/journeys/maternity?focus=business-capability:book-appointments&trace=standard:snomed-ct', 200], ['/journeys/maternity?focus=zebra', 400],
  ['/journeys/maternity?area=organisation:Y63&group=deaf-person&hide=clocks', 200], ['/journeys/maternity?area=zebra&group=zebra&hide=zebra', 400],
  ['/journeys/breast-screening?group=rough-sleeper', 200], ['/journeys/breast-screening/steps?group=rough-sleeper&area=organisation:Y63', 200],
  ['/journeys/breast-screening/table?area=organisation:Y63&trace=zebra', 400],
  ['/registers', 200], ['/organisations', 200], ['/organisations?active=maybe', 400], ['/accepted-gaps?q=zebra', 200], ['/services?sort=-journeysCount', 200],
  ['/organisations/RR8', 200], ['/business-capabilities/book-appointments', 200], ['/standards/none', 404],
  ['/gaps', 200], ['/gaps?severity=HIGH&journey=journey%3Amaternity', 200], ['/gaps?code=G99', 200], ['/gaps?severity=BAD', 400],
  ['/gaps/matrix', 200], ['/gaps/matrix?by=capability', 200],
  ['/compare', 200], ['/compare?first=journey:stroke&second=journey:hip-fracture', 200],
  ['/compare?what=areas&journey=journey:stroke&first=organisation:QWO&second=organisation:QT6', 200],
  ['/what-if', 200], ['/what-if?remove=application:example/maternity-record-a', 200], ['/what-if?remove=zebra', 400],
  ['/explore', 200], ['/explore?node=stage:maternity/booking', 200], ['/explore?node=zebra', 400],
  ['/explore?node=stage:maternity/booking&depth=2', 200], ['/explore?node=stage:maternity/booking&depth=3&types=journey,stage', 200],
  ['/explore?node=stage:maternity/booking&types=accepted-gap', 200], ['/explore?node=stage:maternity/booking&depth=9&types=colour', 400],
  ['/explore?node=journey:maternity&to=application:example/maternity-record-a', 200], ['/explore?node=stage:none', 404],
  ['/explore?node=journey:maternity&to=standard:snomed-ct&types=accepted-gap', 200], ['/explore?node=journey:maternity&to=zebra', 400],
  ['/search?q=scan', 200], ['/search?q=zebra', 200],
  ['/query', 200], ['/query/stage?run=1', 200], ['/query/stage?run=1&var-place=x', 400], ['/query/none', 404],
  ['/schema', 200], ['/schema/Stage', 200], ['/status', 200], ['/accessibility', 200], ['/licences', 200], ['/nothing', 404],
];

// The pages that are kept as pictures, for people to look at.
export const pictured = [
  '/', '/journeys', '/journeys/maternity', '/journeys/maternity/steps', '/journeys/maternity/matrix', '/journeys/maternity/flow',
  '/journeys/maternity/stages/3', '/gaps', '/compare?first=journey:stroke&second=journey:hip-fracture', '/organisations/RR8',
];
