# Every outside library, named once. The Debian packages are in scripts/packages.sh.
find_package(Threads REQUIRED)
find_package(Protobuf 3.21 REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(ZLIB REQUIRED)
find_package(tl-expected REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(pugixml REQUIRED)
find_package(Snappy REQUIRED)

find_path(GEOGRAPHICLIB_INCLUDE_DIR GeographicLib/Geodesic.hpp REQUIRED)
find_library(GEOGRAPHICLIB_LIBRARY NAMES GeographicLib Geographic REQUIRED)
add_library(Suanwang::GeographicLib INTERFACE IMPORTED)
target_include_directories(Suanwang::GeographicLib SYSTEM INTERFACE ${GEOGRAPHICLIB_INCLUDE_DIR})
target_link_libraries(Suanwang::GeographicLib INTERFACE ${GEOGRAPHICLIB_LIBRARY})

find_path(ZSTD_INCLUDE_DIR zstd.h REQUIRED)
find_library(ZSTD_LIBRARY zstd REQUIRED)
add_library(Suanwang::Zstd INTERFACE IMPORTED)
target_include_directories(Suanwang::Zstd SYSTEM INTERFACE ${ZSTD_INCLUDE_DIR})
target_link_libraries(Suanwang::Zstd INTERFACE ${ZSTD_LIBRARY})

find_path(MICROHTTPD_INCLUDE_DIR microhttpd.h REQUIRED)
find_library(MICROHTTPD_LIBRARY microhttpd REQUIRED)
find_library(GNUTLS_LIBRARY gnutls REQUIRED)
add_library(Suanwang::MicroHttpd INTERFACE IMPORTED)
target_include_directories(Suanwang::MicroHttpd SYSTEM INTERFACE ${MICROHTTPD_INCLUDE_DIR})
target_link_libraries(Suanwang::MicroHttpd INTERFACE ${MICROHTTPD_LIBRARY} ${GNUTLS_LIBRARY})

find_path(CLP_INCLUDE_DIR coin/ClpSimplex.hpp REQUIRED)
find_library(CLP_LIBRARY Clp REQUIRED)
find_library(COINUTILS_LIBRARY CoinUtils REQUIRED)
add_library(Suanwang::Clp INTERFACE IMPORTED)
target_include_directories(Suanwang::Clp SYSTEM INTERFACE ${CLP_INCLUDE_DIR} ${CLP_INCLUDE_DIR}/coin)
target_link_libraries(Suanwang::Clp INTERFACE ${CLP_LIBRARY} ${COINUTILS_LIBRARY})

# Debian's own cnats configuration names a static library that the package does not have.
find_path(NATS_INCLUDE_DIR nats/nats.h REQUIRED)
find_library(NATS_LIBRARY nats REQUIRED)
add_library(Suanwang::Nats INTERFACE IMPORTED)
target_include_directories(Suanwang::Nats SYSTEM INTERFACE ${NATS_INCLUDE_DIR})
target_link_libraries(Suanwang::Nats INTERFACE ${NATS_LIBRARY})

find_path(KAFKA_INCLUDE_DIR librdkafka/rdkafka.h REQUIRED)
find_library(KAFKA_LIBRARY rdkafka REQUIRED)
add_library(Suanwang::Kafka INTERFACE IMPORTED)
target_include_directories(Suanwang::Kafka SYSTEM INTERFACE ${KAFKA_INCLUDE_DIR})
target_link_libraries(Suanwang::Kafka INTERFACE ${KAFKA_LIBRARY})

# Not CMake's own search, which also wants the headers of the server.
find_path(PQ_INCLUDE_DIR libpq-fe.h PATH_SUFFIXES postgresql REQUIRED)
find_library(PQ_LIBRARY pq REQUIRED)
add_library(Suanwang::Pq INTERFACE IMPORTED)
target_include_directories(Suanwang::Pq SYSTEM INTERFACE ${PQ_INCLUDE_DIR})
target_link_libraries(Suanwang::Pq INTERFACE ${PQ_LIBRARY})

find_path(NETSNMP_INCLUDE_DIR net-snmp/net-snmp-config.h REQUIRED)
find_library(NETSNMP_LIBRARY netsnmp REQUIRED)
add_library(Suanwang::NetSnmp INTERFACE IMPORTED)
target_include_directories(Suanwang::NetSnmp SYSTEM INTERFACE ${NETSNMP_INCLUDE_DIR})
target_link_libraries(Suanwang::NetSnmp INTERFACE ${NETSNMP_LIBRARY})

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Network Test)
# It would define the folders of each test, absolute, for QFINDTESTDATA, which none of ours uses: a compiler cache
# could not serve one clone what it compiled for another.
set_target_properties(Qt6::Test PROPERTIES INTERFACE_COMPILE_DEFINITIONS QT_TESTLIB_LIB)
if(SUANWANG_GUI)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Gui Widgets Charts Svg LinguistTools)
endif()
