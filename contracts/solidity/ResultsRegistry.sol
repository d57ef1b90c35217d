// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

/// @title Anchors league runs: which submissions were frozen, and what the matches ended with
/// @notice Per run two Merkle roots, written once. A leaf is keccak256(keccak256(name, hash)): name is
/// the match's or submission's id (hashed), hash its result hash or file hash (sha256).
contract ResultsRegistry is Ownable {
    struct Anchor {
        bytes32 matches;
        bytes32 submissions;
    }

    event RunAnchored(bytes32 indexed run, bytes32 matches, bytes32 submissions);

    error ResultsRegistry_AlreadyAnchored(bytes32 run);
    error ResultsRegistry_EmptyRoot(bytes32 run);

    mapping(bytes32 run => Anchor) public anchors;

    constructor(address owner) Ownable(owner) {}

    /// @notice Writes a run's roots, for good.
    function anchor(bytes32 run, bytes32 matches, bytes32 submissions) external onlyOwner {
        if (anchors[run].matches != 0) revert ResultsRegistry_AlreadyAnchored(run);
        if (matches == 0 || submissions == 0) revert ResultsRegistry_EmptyRoot(run);
        anchors[run] = Anchor(matches, submissions);
        emit RunAnchored(run, matches, submissions);
    }

    /// @notice Whether match `name` of `run` ended with `resultHash`.
    function verifyMatch(bytes32 run, bytes32 name, bytes32 resultHash, bytes32[] calldata proof)
        external
        view
        returns (bool)
    {
        return MerkleProof.verifyCalldata(proof, anchors[run].matches, _leaf(name, resultHash));
    }

    /// @notice Whether submission `name` played in `run` with exactly the file of hash `sha256Hash`.
    function verifySubmission(bytes32 run, bytes32 name, bytes32 sha256Hash, bytes32[] calldata proof)
        external
        view
        returns (bool)
    {
        return MerkleProof.verifyCalldata(proof, anchors[run].submissions, _leaf(name, sha256Hash));
    }

    /// Hashed twice, so that no inner node can be passed off as a leaf.
    function _leaf(bytes32 name, bytes32 hash) private pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(name, hash))));
    }
}
