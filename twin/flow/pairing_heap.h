#pragma once

#include "twin/flow/fixed_point.h"

#include <cstdint>
#include <vector>

namespace twin::flow {

/// Many heaps of numbered items, smallest key first, that share one array of nodes: item i is in at most one
/// of them. Ties: which of equal keys comes first depends only on the sequence of calls. A heap is its root,
/// a number the caller keeps (kNone = empty). Nothing is allocated except by addItems. Cost: insert O(1),
/// remove O(log n) amortised. Source: Fredman, Sedgewick, Sleator, Tarjan, "The pairing heap", Algorithmica
/// 1986.
class PairingHeaps
{
  public:
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

    void addItems(std::size_t count) { m_nodes.resize(m_nodes.size() + count); }

    [[nodiscard]] std::size_t itemCount() const { return m_nodes.size(); }

    [[nodiscard]] Int128 key(std::uint32_t item) const { return m_nodes[item].key; }

    /// Adds `item` to the heap of `root`; returns the new root. Precondition: the item is in no heap.
    [[nodiscard]] std::uint32_t insert(std::uint32_t root, std::uint32_t item, Int128 key)
    {
        m_nodes[item] = {key, kNone, kNone, kNone};
        return root == kNone ? item : meld(root, item);
    }

    /// Takes `item` out of the heap of `root`; returns the new root.
    [[nodiscard]] std::uint32_t remove(std::uint32_t root, std::uint32_t item)
    {
        const std::uint32_t rest = mergeChildren(m_nodes[item].child);
        if (item == root) {
            return rest;
        }
        cut(item);
        return rest == kNone ? root : meld(root, rest);
    }

  private:
    struct Node
    {
        Int128 key = 0;
        std::uint32_t child = kNone;
        std::uint32_t next = kNone; ///< sibling
        std::uint32_t back = kNone; ///< sibling before, or the parent of a first child
    };

    std::uint32_t meld(std::uint32_t a, std::uint32_t b)
    {
        if (m_nodes[b].key < m_nodes[a].key) {
            std::swap(a, b);
        }
        Node& above = m_nodes[a];
        m_nodes[b].next = above.child;
        m_nodes[b].back = a;
        if (above.child != kNone) {
            m_nodes[above.child].back = b;
        }
        above.child = b;
        above.next = above.back = kNone;
        return a;
    }

    void cut(std::uint32_t item)
    {
        const Node& node = m_nodes[item];
        Node& before = m_nodes[node.back];
        (before.child == item ? before.child : before.next) = node.next;
        if (node.next != kNone) {
            m_nodes[node.next].back = node.back;
        }
    }

    /// Pairs siblings from the left, then melds the pairs from the right; the pairs are chained by `back`.
    std::uint32_t mergeChildren(std::uint32_t first)
    {
        std::uint32_t last = kNone;
        while (first != kNone) {
            std::uint32_t pair = first;
            const std::uint32_t second = m_nodes[first].next;
            std::uint32_t following = kNone;
            if (second != kNone) {
                following = m_nodes[second].next;
                pair = meld(first, second);
            }
            m_nodes[pair].back = last;
            last = pair;
            first = following;
        }
        if (last == kNone) {
            return kNone;
        }
        std::uint32_t root = last;
        std::uint32_t left = m_nodes[last].back;
        while (left != kNone) {
            const std::uint32_t before = m_nodes[left].back;
            root = meld(root, left);
            left = before;
        }
        m_nodes[root].next = m_nodes[root].back = kNone;
        return root;
    }

    std::vector<Node> m_nodes;
};

} // namespace twin::flow
