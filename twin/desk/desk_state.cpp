#include "twin/desk/desk_state.h"

namespace twin::desk {

namespace {

/// The first who saw it is named; who acknowledges it again says nothing new, unless it got worse meanwhile.
void acknowledge(ItemHandling& item, const EntryPtr& entry)
{
    if (!item.isAcknowledged(entry->severity)) {
        item.acknowledged = entry;
    }
}

/// Of the acknowledgement it names, and of no later one. What went away takes its owner with it.
void lapse(ItemHandling& item, const Entry& entry)
{
    if (item.acknowledged == nullptr || item.acknowledged->order != entry.refers || entry.refers == 0) {
        return;
    }
    item.acknowledged = nullptr;
    if (entry.text != kLapseWorse) {
        item.owner = nullptr;
    }
}

} // namespace

DeskState::DeskState(std::span<const EntryPtr> entries, TimeNs until)
{
    for (const EntryPtr& entry : entries) {
        if (entry->moment() <= until) {
            add(entry);
        }
    }
}

void DeskState::add(const EntryPtr& entry)
{
    if (entry->item.empty()) {
        return;
    }
    ItemHandling& item = m_items[entry->item];
    switch (entry->kind) {
    case EntryKind::Acknowledge:
        return acknowledge(item, entry);
    case EntryKind::Unacknowledge:
        item.acknowledged = nullptr;
        return;
    case EntryKind::Lapse:
        return lapse(item, *entry);
    case EntryKind::Shelve:
        item.shelved = entry;
        return;
    case EntryKind::Unshelve:
        item.shelved = nullptr;
        return;
    case EntryKind::Assign:
        item.owner = entry->text.empty() ? nullptr : entry;
        return;
    case EntryKind::Comment:
    case EntryKind::Note:
    case EntryKind::Handover:
        item.comments.push_back(entry);
        return;
    }
}

const ItemHandling* DeskState::find(const std::string& item) const
{
    const auto found = m_items.find(item);
    return found == m_items.end() ? nullptr : &found->second;
}

} // namespace twin::desk
