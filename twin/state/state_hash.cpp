#include "twin/state/state_hash.h"

#include "twin/support/sha256.h"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <span>

namespace twin::state {

namespace {

void putNumber(std::string& out, std::uint64_t number)
{
    std::array<char, 8> bytes{};
    for (unsigned i = 0; i < bytes.size(); ++i) {
        bytes[i] = static_cast<char>(number >> 8 * i & 0xFFU);
    }
    out.append(bytes.data(), bytes.size());
}

void putTime(std::string& out, TimeNs time)
{
    putNumber(out, static_cast<std::uint64_t>(time));
}

void putText(std::string& out, std::string_view text)
{
    putNumber(out, text.size());
    out += text;
}

void putCells(std::string& out, std::span<const Cell> cells)
{
    for (const Cell& cell : cells) {
        putNumber(out, std::uint64_t{cell.interval_ms} << 8U | static_cast<std::uint64_t>(cell.quality));
        // What a missing value's bits are says nothing.
        putNumber(out, cell.isKnown() ? std::bit_cast<std::uint64_t>(cell.value) : 0);
        putTime(out, cell.sourceTime);
        putTime(out, cell.receiveTime);
        putNumber(out, cell.epoch);
        putNumber(out, cell.sequence);
    }
}

template <typename T>
void putSlots(std::string& out, const Snapshot& snapshot, EntityKind kind,
              const std::vector<std::shared_ptr<const T>>& slots)
{
    std::vector<std::uint32_t> order;
    for (std::uint32_t slot = 0; slot < slots.size(); ++slot) {
        if (slots[slot]) {
            order.push_back(slot);
        }
    }
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return slots[a]->id < slots[b]->id; });
    putNumber(out, order.size());
    for (const std::uint32_t slot : order) {
        putText(out, slots[slot]->id);
        putCells(out, snapshot.section(kind).cells(slot));
    }
}

void putDetails(std::string& out, const AlarmDetails& details)
{
    putNumber(out, details ? details->size() : 0);
    for (std::size_t i = 0; details && i < details->size(); ++i) {
        putText(out, (*details)[i].name);
        putText(out, (*details)[i].value);
    }
}

void putAlarm(std::string& out, const Alarm& alarm)
{
    putNumber(out, static_cast<std::uint64_t>(alarm.kind));
    for (const std::string* text :
         {&alarm.resourceId, &alarm.type, &alarm.qualifier, &alarm.text, &alarm.source}) {
        putText(out, *text);
    }
    putNumber(out, static_cast<std::uint64_t>(alarm.severity));
    putTime(out, alarm.raised);
    putTime(out, alarm.changed);
    putNumber(out, alarm.count);
    putTime(out, alarm.lasts);
    putNumber(out, static_cast<std::uint64_t>(alarm.operatorState));
    putText(out, alarm.operatorName);
    putNumber(out, alarm.voices.size());
    for (const AlarmVoice& voice : alarm.voices) {
        putText(out, voice.source);
        putNumber(out, static_cast<std::uint64_t>(voice.severity));
        putTime(out, voice.changed);
        putTime(out, voice.lasts);
        putText(out, voice.text);
        putDetails(out, voice.details);
    }
}

} // namespace

std::string stateHash(const Snapshot& snapshot)
{
    std::string out;
    putText(out, snapshot.registry->version);
    putText(out, snapshot.registry->sha256);
    putText(out, snapshot.workload ? snapshot.workload->version : std::string());
    putText(out, snapshot.workload ? snapshot.workload->sha256 : std::string());
    for (std::size_t k = 0; k < kEntityKindCount; ++k) {
        const auto kind = static_cast<EntityKind>(k);
        if (kind == EntityKind::Flow || kind == EntityKind::Job) {
            continue;
        }
        const Section& section = snapshot.section(kind);
        putNumber(out, section.size());
        for (std::uint32_t i = 0; i < section.size(); ++i) {
            putCells(out, section.cells(i));
        }
    }
    putSlots(out, snapshot, EntityKind::Flow, snapshot.directory->flows);
    putSlots(out, snapshot, EntityKind::Job, snapshot.directory->jobs);
    putNumber(out, snapshot.alarms->size());
    for (const Alarm& alarm : *snapshot.alarms) {
        putAlarm(out, alarm);
    }
    return sha256Hex(out);
}

} // namespace twin::state
