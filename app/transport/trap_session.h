#pragma once

#include "app/transport/trap_access.h"
#include "twin/ingest/trap_alarm.h"
#include "twin/support/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace app::transport {

/// An inform that waits for its answer; without one its sender sends it again. Trap thread.
class TrapInform
{
  public:
    TrapInform() = default;
    TrapInform(const TrapInform&) = delete;
    TrapInform& operator=(const TrapInform&) = delete;
    virtual ~TrapInform() = default;

    virtual void answer() = 0;
};

struct TrapEvents
{
    /// `inform` is null for traps, which nobody answers.
    std::function<void(twin::ingest::TrapMessage&& trap, std::unique_ptr<TrapInform> inform)> received;
    /// A datagram that is not taken: a stable name to count it by, and why.
    std::function<void(const char* counter, const std::string& reason, const std::string& peer)> refused;
};

/// One UDP socket that SNMPv2c and SNMPv3 traps and informs come to: decoding and security are net-snmp's,
/// whose header only this and trap_values.cpp include. The library's users and engine are the process's: one
/// session at a time. One thread.
class TrapSession
{
  public:
    TrapSession() = default;
    TrapSession(const TrapSession&) = delete;
    TrapSession& operator=(const TrapSession&) = delete;
    virtual ~TrapSession() = default;

    /// `isLoopback`: what is bound is reached from this machine alone; else only SNMPv3 with privacy is
    /// taken. Errors: Io (cannot bind), BadInput (a user the library refuses), Invalid (there is a session
    /// already).
    [[nodiscard]] static twin::Result<std::unique_ptr<TrapSession>>
    open(const std::string& host, std::uint16_t port, bool isLoopback, TrapAccess access, TrapEvents events);

    [[nodiscard]] virtual int socket() const = 0;
    [[nodiscard]] virtual std::uint16_t port() const = 0;
    /// Reads one datagram; call when there is one.
    virtual void read() = 0;
    /// Datagrams that the kernel had no room for, since the beginning.
    [[nodiscard]] virtual std::uint32_t dropped() const = 0;
};

} // namespace app::transport
