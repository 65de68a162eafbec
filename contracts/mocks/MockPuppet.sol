// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title A test double of a contract that does what it was told, whatever it is called with
/// @notice Stands for a contract that is called, holds a key, is a guard, or is an account, and has bad intentions.
contract MockPuppet {
    struct Step {
        address target;
        bytes data;
        bool done;
        bool success;
        bytes answer;
    }

    Step[] private _steps;
    uint256 private _next;

    /// @notice What every call is answered.
    bytes public reply;

    /// @notice Gas that every call burns at least.
    uint256 public appetite;

    /// @notice Whether calls note how much gas they were given.
    bool public watching;

    /// @notice Gas that the last call was given.
    uint256 public gasGiven;

    receive() external payable {
        _run();
    }

    /// @notice Runs every step that has not been run, in order, each once.
    fallback(bytes calldata) external payable returns (bytes memory) {
        _run();
        return reply;
    }

    /// @notice One more call to make, the next time that this contract is called.
    function tell(address target, bytes calldata data) external {
        _steps.push(Step(target, data, false, false, ""));
    }

    /// @notice Calls a contract at once, and reverts with what it reverts with.
    function act(address target, bytes calldata data) external {
        (bool success, bytes memory answer) = target.call(data);
        if (success) return;
        assembly ("memory-safe") {
            revert(add(answer, 0x20), mload(answer))
        }
    }

    /// @notice Sets what calls are answered, how much gas they burn, and whether they note the gas that they were given.
    function behave(bytes calldata reply_, uint256 appetite_, bool watching_) external {
        (reply, appetite, watching) = (reply_, appetite_, watching_);
    }

    /// @notice What became of a step.
    function outcome(uint256 step) external view returns (bool done, bool success, bytes memory answer) {
        Step storage it = _steps[step];
        return (it.done, it.success, it.answer);
    }

    function _run() private {
        uint256 given = gasleft();
        if (watching) gasGiven = given;
        while (given - gasleft() < appetite) {}
        while (_next < _steps.length) {
            Step storage step = _steps[_next++];
            (bool success, bytes memory answer) = step.target.call(step.data);
            (step.done, step.success, step.answer) = (true, success, answer);
        }
    }
}
