#pragma once

#include "twin/network/network_file.h"
#include "twin/support/result.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <cstdint>

namespace app::console {

/// What the command line of `suanwang` asks for; empty and zero mean "not given".
struct ConsoleOptions
{
    bool demo = false;
    QString file; ///< `--registry` or the one positional argument: registry, network or saved state
    twin::network::ReadOptions network; ///< of a network file
    QString listen;                     ///< HOST:PORT
    QString http;                       ///< HOST:PORT of the telemetry gateway
    QString snmpTraps;                  ///< HOST:PORT where traps are taken
    QString snmpAccess;                 ///< file of communities and SNMPv3 users
    QStringList mapping;                ///< files; none = the shipped ones
    QString nats;                       ///< URL of the bus
    QString natsConsumer = QStringLiteral("suanwang");
    QString natsCredentials;
    QString kafka; ///< brokers
    QString kafkaGroup = QStringLiteral("suanwang");
    QString kafkaConfig;
    QString store;                            ///< SQLite file
    QString seat;                             ///< whose words are in the shift log; empty: user@host
    std::uint64_t journalBytes = 2ULL << 30U; ///< bound of the journal
    bool journalDropOldest = false;           ///< when it is full, instead of refusing
    QString saveState;                        ///< .sws file, written at the end
    QString basemap;                          ///< replaces the built-in schematic map
    QString tlsCertificate, tlsKey, tlsAuthority;
    double seconds = 0; ///< end after so long
    QString screenshot;
    double after = 3; ///< seconds from live to the picture
    QString language; ///< "en" or "zh_CN"
    QString theme;    ///< "dark" or "light"
    QSize size;
    std::uint64_t seed = 1; ///< of the demo's script
    QString select; ///< identifiers, joined by `;`, of what is selected at first; one alone comes into sight
    bool resetWorkspace = false;
    bool help = false;
    bool version = false;
};

/// Reads the arguments after the program's name. Errors: BadInput (unknown option, value out of range,
/// `--screenshot` without anything to show).
[[nodiscard]] twin::Result<ConsoleOptions> parseConsoleOptions(const QStringList& arguments);

/// Whether it would write telemetry into a store, and so cannot follow one that another program keeps.
[[nodiscard]] bool takesTelemetry(const ConsoleOptions& options);

/// What `--help` prints.
[[nodiscard]] QString consoleHelp();

} // namespace app::console
