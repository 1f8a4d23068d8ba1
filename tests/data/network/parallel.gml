# two towns of one name, a parallel link, an island, a quoted name, no coordinates for one place
graph [
  label "Small &amp; odd"
  directed 0
  node [ id 0 label "Newton" Longitude 100.0 Latitude 30.0 ]
  node [ id 1 label "Newton" Longitude 101.0 Latitude 30.0 ]
  node [ id 2 label "Sky Port" graphics [ x 1 y 2 point [ x 3 ] ] ]
  node [ id 3 label "Island" Longitude 0 Latitude 0 ]
  edge [ source 0 target 1 LinkSpeedRaw 2500000000.0 ]
  edge [ source 1 target 0 ]
  edge [ source 1 target 2 LinkSpeedRaw 155000000 ]
  edge [ source 2 target 2 ]
]
